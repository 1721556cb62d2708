import { expect, test } from 'vitest';
import type { OutboxItem } from '../../../domain/alert.ts';
import type { StreamInfo } from '../../../domain/chat-event.ts';
import type { Track } from '../../../domain/track.ts';
import { anItem } from '../testing.ts';
import { threadWish } from './thread-wish.ts';

const stream: StreamInfo = {
  id: 's1',
  channel: 'somechannel',
  roomId: '1',
  startedAt: Date.UTC(2026, 5, 1, 23, 59),
  endedAt: null,
  title: 'ranked until dawn',
  category: 'Chess',
  vodId: null,
};
const target = { kind: 'text', id: '20' } as const;
const track = { id: 't1', target, threadPerStream: true } as Track;
const item = anItem({ target, channel: 'somechannel' });

test('names the channel, the title and the day', () => {
  expect(threadWish(track, item, stream)).toEqual({
    key: 't1:20:s1',
    name: 'somechannel · ranked until dawn · 2026-06-01',
  });
});

test.each([
  ['', 'somechannel · 2026-06-01'],
  [' a\n\n\u202eb ', 'somechannel · a b · 2026-06-01'],
  ['𝕏'.repeat(140), `somechannel · ${'𝕏'.repeat(33)}`],
])('a title of %j makes a name that Discord takes', (title, begins) => {
  const name = threadWish(track, item, { ...stream, title })?.name ?? '';
  expect(name.startsWith(begins)).toBe(true);
  expect(name.length).toBeLessThanOrEqual(100);
  expect(name).not.toMatch(/[\n\u202e]/);
});

const forum = { kind: 'forum', id: '20' } as const;
const cases: [string, Track | null, OutboxItem, StreamInfo | null][] = [
  ['a track that wants none', { ...track, threadPerStream: false }, item, stream],
  ['a track that is gone', null, item, stream],
  ['a report to moderators', track, anItem({ target: { kind: 'text', id: '21' } }), stream],
  ['a forum', { ...track, target: forum }, anItem({ target: forum }), stream],
  ['an unknown stream', track, item, null],
  ['a stream of another channel', track, item, { ...stream, channel: 'other' }],
];
test.each(cases)('%s: no thread', (_, of, alert, during) => {
  expect(threadWish(of, alert, during)).toBeNull();
});
