import { expect, test } from 'vitest';
import { stillUrl } from './still-url.ts';

test.each([
  [
    'https://static-cdn.jtvnw.net/emoticons/v2/25/default/dark/1.0',
    true,
    'https://static-cdn.jtvnw.net/emoticons/v2/25/static/dark/1.0',
  ],
  ['https://cdn.7tv.app/emote/1/2x.webp', true, null],
  ['https://cdn.7tv.app/emote/default/2x.webp', false, 'https://cdn.7tv.app/emote/default/2x.webp'],
])('%s, moving: %s', (image_url, animated, still) => {
  expect(stillUrl({ image_url, animated })).toBe(still);
});
