import { expect, test } from 'vitest';
import { MOMENT_CATEGORIES } from '../domain/hype-moment.ts';
import { CATEGORY_STYLE, colorNumber } from './category-style.ts';

test('every category has its own word, emoji and colour', () => {
  const styles = MOMENT_CATEGORIES.map((category) => CATEGORY_STYLE[category]);
  for (const key of ['word', 'emoji', 'color'] as const) {
    expect(new Set(styles.map((style) => style[key])).size).toBe(MOMENT_CATEGORIES.length);
  }
  expect(styles.every((style) => /^#[0-9A-F]{6}$/.test(style.color))).toBe(true);
});

test('a colour becomes the number Discord takes', () => {
  expect(colorNumber('#0072B2')).toBe(0x0072b2);
});
