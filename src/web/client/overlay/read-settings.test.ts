import { expect, test } from 'vitest';
import { changeInAddress } from './read-settings.ts';

test.each([
  ['', {}],
  ['theme=dark&position=top&motion=reduced', { theme: 'dark', position: 'top', motion: 'reduced' }],
  ['theme=neon&position=middle&motion=wild', {}],
  ['scale=2&opacity=0.5&font=30', { scale: 2, opacity: 0.5, font: 30 }],
  ['scale=99&opacity=-1', { scale: 3, opacity: 0 }],
  ['scale=big&font=', {}],
  ['accent=5ac8fa', { accent: '#5ac8fa' }],
  ['accent=%235AC8FA', { accent: '#5AC8FA' }],
  ['accent=mood', { accent: null }],
  ['widgets=mood,burst', { widgets: { mood: true, headline: false, burst: true, emotes: false } }],
  ['widgets=', { widgets: { mood: false, headline: false, burst: false, emotes: false } }],
  ['hidden=KEKW&__proto__=1&demo=1', {}],
])('?%s changes %o', (query, change) => {
  expect(changeInAddress(new URLSearchParams(query))).toEqual(change);
});
