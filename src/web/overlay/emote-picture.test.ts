import { expect, test } from 'vitest';
import { largerPicture } from './emote-picture.ts';

test.each([
  ['https://cdn.7tv.app/emote/01F6/1x.webp', 'https://cdn.7tv.app/emote/01F6/2x.webp'],
  ['https://cdn.betterttv.net/emote/5e9c/1x.webp', 'https://cdn.betterttv.net/emote/5e9c/2x.webp'],
  ['https://cdn.betterttv.net/emote/5e9c/1x', 'https://cdn.betterttv.net/emote/5e9c/2x'],
  ['https://cdn.frankerfacez.com/emoticon/128054/1', 'https://cdn.frankerfacez.com/emoticon/128054/1'],
  ['https://evil.example/emote/1/1x.webp', 'https://evil.example/emote/1/1x.webp'],
])('%s is shown as %s', (url, larger) => {
  expect(largerPicture(url)).toBe(larger);
});
