import { createContext, useContext } from 'react';
import type { Theme } from './use-theme.ts';

export const ThemeContext = createContext<Theme>('dark');

/** The colours on the screen, for what is not drawn by style sheets: canvases and names of chatters. */
export function useShownTheme(): Theme {
  return useContext(ThemeContext);
}
