import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../domain/chat-event.ts';
import { ReadTally } from './read-tally.ts';
import { Sequencer, SEQUENCER_DEFAULTS, type SequencerOptions } from './sequencer.ts';

function event(channel: string, at: number): ChatEvent {
  return { kind: 'gap', channel, sentAt: at, receivedAt: at, reason: 'joined' };
}

function order(input: readonly ChatEvent[], overrides: Partial<SequencerOptions> = {}) {
  const tally = new ReadTally();
  const streamOf = ({ channel, receivedAt }: ChatEvent) => ({
    id: channel,
    channel,
    roomId: '',
    startedAt: receivedAt,
    endedAt: null,
    title: '',
    category: '',
    vodId: null,
  });
  const sequencer = new Sequencer({ ...SEQUENCER_DEFAULTS, streamOf, ...overrides }, tally);
  const out: ChatEvent[] = [];
  input.forEach((item, index) => sequencer.push(item, index + 1, out));
  sequencer.end(out);
  const times = out.filter(({ kind }) => kind !== 'stream').map(({ receivedAt }) => receivedAt);
  return { out, times, tally };
}

describe('Sequencer', () => {
  test('sorts lines that are up to the reorder window late, losing none', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5_000), fc.nat(30_000)), { minLength: 2, maxLength: 100 }), (steps) => {
        let clock = 1_000_000;
        const times = steps.map(([step, late]) => (clock += step) - late);
        const { times: sorted, tally } = order(times.map((at) => event('a', at)));
        expect(tally.problems()).toEqual([]);
        expect(sorted).toEqual(times.toSorted((x, y) => x - y));
      }),
    );
  });

  test('keeps the order of the file among equal times', () => {
    const input = ['a', 'b', 'c'].map((reason) => ({ ...event('x', 5_000), reason: reason as 'joined' }));
    expect(order(input).out.slice(1)).toEqual(input);
  });

  test('counts what comes later than that, with its line', () => {
    const { times, tally } = order([event('a', 100_000), event('a', 200_000), event('a', 90_000), event('a', 201_000)]);
    expect(times).toEqual([100_000, 200_000, 201_000]);
    expect(tally.problems()).toEqual([{ reason: 'out-of-order', count: 1, firstLines: [3] }]);
  });

  test('announces each stream once, before its first event, with its earliest time', () => {
    const { out } = order([event('a', 2_000), event('b', 500), event('a', 1_000)]);
    expect(out.map(({ kind, channel, receivedAt }) => [kind, channel, receivedAt])).toEqual([
      ['stream', 'a', 1_000],
      ['gap', 'a', 1_000],
      ['gap', 'a', 2_000],
      ['stream', 'b', 500],
      ['gap', 'b', 500],
    ]);
  });

  test.each([
    ['in the middle', [0, 1_000, 9e11, 2_000, 3_000], [0, 1_000, 2_000, 3_000], [3]],
    ['at the end', [0, 1_000, 9e11], [0, 1_000], [3]],
    ['at the beginning', [9e11, 1_000, 2_000], [1_000, 2_000], [1]],
  ])('leaves out one wild time %s', (_, input, expected, lines) => {
    const { times, tally } = order(input.map((at) => event('a', at)));
    expect(times).toEqual(expected);
    expect(tally.problems()).toEqual([{ reason: 'time-jump', count: 1, firstLines: lines }]);
  });

  test('believes a long pause that the next line confirms', () => {
    const later = 9e11;
    expect(order([0, 1_000, later, later + 1].map((at) => event('a', at))).times).toEqual([0, 1_000, later, later + 1]);
  });

  test('keeps the only message of a stream', () => {
    expect(order([event('a', 5)]).times).toEqual([5]);
  });

  test('holds no more than its bound, handing on early instead', () => {
    const { times, tally } = order(
      [1, 2, 3, 4, 5].map((at) => event('a', at)),
      { heldEventsMax: 2 },
    );
    expect(times).toEqual([1, 2, 3, 4, 5]);
    expect(tally.unreadable).toBe(0);
  });

  test('refuses streams beyond its bound', () => {
    const { tally } = order([event('a', 1), event('b', 1), event('c', 1)], { streamsMax: 2 });
    expect(tally.problems()).toEqual([{ reason: 'too-many-streams', count: 1, firstLines: [3] }]);
  });
});
