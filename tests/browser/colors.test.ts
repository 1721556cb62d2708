import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast } from '../../src/lib/color.ts';
import { FEED_BACKGROUND } from '../../src/web/client/text/name-color.ts';

const css = readFileSync(new URL('../../src/web/client/styles/tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name!,
    { light: light!, dark: dark! },
  ]),
);
const THEMES = ['light', 'dark'] as const;
const SURFACES = ['ground', 'panel', 'raised'];
const ratio = (front: string, back: string, theme: 'light' | 'dark'): number =>
  contrast(tokens.get(front)![theme], tokens.get(back)![theme]);

describe.each(THEMES)('in %s colours', (theme) => {
  test.each(['text', 'muted', 'accent', 'good', 'warn', 'bad', 'hot'])('%s can be read on every surface', (name) => {
    for (const surface of SURFACES) expect(ratio(name, surface, theme)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['control', 'good-fill', 'bad-fill', 'usual'])('%s can be told from a panel', (name) => {
    expect(ratio(name, 'panel', theme)).toBeGreaterThanOrEqual(3);
  });

  test('what stands on the accent can be read', () => {
    expect(ratio('on-accent', 'accent', theme)).toBeGreaterThanOrEqual(4.5);
  });

  test('names in chat are fitted to the panel they stand on', () => {
    expect(tokens.get('panel')![theme]).toBe(FEED_BACKGROUND[theme]);
  });
});
