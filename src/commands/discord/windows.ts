import type { CommandOption } from '../../domain/command.ts';
import type { CommandInput } from '../../domain/command.ts';
import { stringOption } from './options.ts';

const HOUR_MS = 3_600_000;

/** Spans of time that commands look back over. */
const WINDOWS = {
  '1h': { hours: 1, text: 'last hour' },
  '24h': { hours: 24, text: 'last 24 hours' },
  '7d': { hours: 7 * 24, text: 'last 7 days' },
  '30d': { hours: 30 * 24, text: 'last 30 days' },
} as const;
export type WindowName = keyof typeof WINDOWS;
export const WINDOW_NAMES = ['1h', '24h', '7d', '30d'] as const satisfies readonly WindowName[];

export interface Window {
  readonly name: WindowName;
  readonly hours: number;
  readonly ms: number;
  /** `last 24 hours` */
  readonly text: string;
}

export function windowOption(names: readonly WindowName[], fallback: WindowName): CommandOption {
  return {
    type: 'string',
    name: 'window',
    description: `How far back, ${WINDOWS[fallback].text} if left out`,
    choices: names.map((name) => ({ name: WINDOWS[name].text, value: name })),
  };
}

/** The window chosen, or `fallback`. */
export function readWindow(input: CommandInput, fallback: WindowName): Window {
  return windowOf(stringOption(input, 'window'), fallback);
}

/** The window of that name; anything else is `fallback`. */
export function windowOf(name: string | null | undefined, fallback: WindowName): Window {
  const known = isWindowName(name) ? name : fallback;
  const { hours, text } = WINDOWS[known];
  return { name: known, hours, ms: hours * HOUR_MS, text };
}

function isWindowName(name: string | null | undefined): name is WindowName {
  return typeof name === 'string' && Object.hasOwn(WINDOWS, name);
}
