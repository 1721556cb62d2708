import { expect, test } from 'vitest';
import { EmoteTally } from './emote-tally.ts';

const message = { emotes: [{ id: '25', name: 'Kappa', start: 0, end: 5 }] };

test('counts each emote once a message, and begins anew after each look', () => {
  const tally = new EmoteTally({ namesMax: 10, picture: (name) => (name === 'catJAM' ? 'https://x/1' : null) });
  tally.add(message, ['Kappa', 'Kappa', 'Kappa']);
  tally.add({ emotes: [] }, ['catJAM', 'KEKW', 'catJAM']);
  tally.add({ emotes: [] }, ['catJAM']);
  expect(tally.take()).toEqual([
    ['catJAM', 2, 'https://x/1'],
    ['Kappa', 1, 'https://static-cdn.jtvnw.net/emoticons/v2/25/default/dark/2.0'],
    ['KEKW', 1, null],
  ]);
  expect(tally.take()).toEqual([]);
});

test('knows no more names than it may, and no long ones', () => {
  const tally = new EmoteTally({ namesMax: 2, picture: () => null });
  tally.add({ emotes: [] }, ['a', 'b', 'c', 'x'.repeat(101)]);
  tally.add({ emotes: [] }, ['b']);
  expect(tally.take()).toEqual([
    ['b', 2, null],
    ['a', 1, null],
  ]);
});

test('an id of Twitch that is none gives no address', () => {
  const tally = new EmoteTally({ namesMax: 2, picture: () => null });
  tally.add({ emotes: [{ id: '../../evil?x=', name: 'Kappa', start: 0, end: 5 }] }, ['Kappa']);
  expect(tally.take()).toEqual([['Kappa', 1, null]]);
});
