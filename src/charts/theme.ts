import type { ChartDescription } from '../domain/chart.ts';
import { readableOn } from '../lib/color.ts';

/** Every colour of a chart. Only `accent` carries a hue, so the eye goes to the chat itself. */
export interface ChartTheme {
  readonly background: string;
  readonly title: string;
  readonly text: string;
  /** Usual rate: mean line and band. */
  readonly usual: string;
  readonly threshold: string;
  readonly accent: string;
  readonly grid: string;
}

/** Least contrast for text and for shapes that carry meaning (WCAG 2.2, 1.4.3 and 1.4.11). */
export const TEXT_CONTRAST_MIN = 4.5;
export const SHAPE_CONTRAST_MIN = 3;

/** Backgrounds are those of Discord's cards, so the picture melts into the message. */
const PALETTES: Readonly<Record<ChartDescription['theme'], Omit<ChartTheme, 'accent'>>> = {
  dark: {
    background: '#2b2d31',
    title: '#f2f3f5',
    text: '#b5bac1',
    usual: '#9aa3b2',
    threshold: '#e3e5e8',
    grid: 'rgba(255, 255, 255, 0.07)',
  },
  light: {
    background: '#ffffff',
    title: '#17181a',
    text: '#4e5058',
    usual: '#6b7280',
    threshold: '#2e3035',
    grid: 'rgba(0, 0, 0, 0.08)',
  },
};

export function chartTheme(name: ChartDescription['theme'], accent: string): ChartTheme {
  const palette = PALETTES[name];
  return { ...palette, accent: readableOn(palette.background, accent, SHAPE_CONTRAST_MIN) };
}
