import { useEffect, useState, useSyncExternalStore } from 'react';
import { browserStorage } from './browser-storage.ts';

export const THEME_CHOICES = ['auto', 'dark', 'light'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];
export type Theme = 'dark' | 'light';

const KEY = 'hypewire-theme';
const PREFERS_LIGHT = '(prefers-color-scheme: light)';

export interface ThemeControl {
  readonly choice: ThemeChoice;
  /** What is on the screen. */
  readonly theme: Theme;
  readonly choose: (choice: ThemeChoice) => void;
}

/** The colours of the page: the system's, or what was chosen here before. */
export function useTheme(): ThemeControl {
  const [choice, setChoice] = useState<ThemeChoice>(storedChoice);
  const prefersLight = useMedia(PREFERS_LIGHT);
  useEffect(() => {
    document.documentElement.style.colorScheme = choice === 'auto' ? '' : choice;
    browserStorage('lasting')?.setItem(KEY, choice);
  }, [choice]);
  const theme = choice === 'auto' ? (prefersLight ? 'light' : 'dark') : choice;
  return { choice, theme, choose: setChoice };
}

function storedChoice(): ThemeChoice {
  const stored = browserStorage('lasting')?.getItem(KEY);
  return THEME_CHOICES.find((choice) => choice === stored) ?? 'auto';
}

/** Whether the media query holds, followed as it changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}
