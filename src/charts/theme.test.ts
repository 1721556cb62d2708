import { describe, expect, test } from 'vitest';
import { CATEGORY_STYLE } from '../lib/category-style.ts';
import { contrast } from '../lib/color.ts';
import { chartTheme, SHAPE_CONTRAST_MIN, TEXT_CONTRAST_MIN } from './theme.ts';

describe.each(['dark', 'light'] as const)('the %s theme', (name) => {
  test.each(['title', 'text', 'usual', 'threshold'] as const)('%s can be read', (part) => {
    const theme = chartTheme(name, '#E69F00');
    expect(contrast(theme[part], theme.background)).toBeGreaterThanOrEqual(TEXT_CONTRAST_MIN);
  });

  test.each(Object.entries(CATEGORY_STYLE))('the colour of %s can be seen', (_, { color }) => {
    const theme = chartTheme(name, color);
    expect(contrast(theme.accent, theme.background)).toBeGreaterThanOrEqual(SHAPE_CONTRAST_MIN);
  });
});
