import { createContext, useContext } from 'react';
import type { Theme } from './use-theme.ts';

/** How the page is shown, for what style sheets do not reach: canvases, names of chatters, pictures that move. */
export interface Look {
  readonly theme: Theme;
  /** The person asked the system for less movement. */
  readonly isStill: boolean;
}

export const LookContext = createContext<Look>({ theme: 'dark', isStill: true });

export function useLook(): Look {
  return useContext(LookContext);
}
