import { expect, test } from 'vitest';
import { aCard } from '../testing.ts';
import { alsoIn } from './also-in.ts';

const vod = { url: 'https://www.twitch.tv/videos/5?t=1m5s', offsetSeconds: 65 };

test('names the other channels with a link each', () => {
  const card = aCard({
    alsoIn: [
      { channel: 'b_b', multiplier: 3.14, vod },
      { channel: 'c', multiplier: 12.4, vod: null },
    ],
  });
  expect(alsoIn(card)).toBe(`Also in **b\\_b** 3.1× usual, [VOD at 1m5s](${vod.url}) · **c** 12× usual`);
});

test('says nothing for one channel alone, and links nowhere odd', () => {
  expect(alsoIn(aCard())).toBe('');
  expect(alsoIn(aCard({ alsoIn: [] }))).toBe('');
  const odd = { channel: 'b', multiplier: 2, vod: { url: 'javascript:alert(1)', offsetSeconds: 0 } };
  expect(alsoIn(aCard({ alsoIn: [odd] }))).toBe('Also in **b** 2.0× usual');
});
