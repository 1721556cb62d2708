import { describe, expect, test } from 'vitest';
import type { ChatEvent, ChatMessage } from '../domain/chat-event.ts';
import type { Clock } from '../domain/ports/clock.ts';
import { DEMO_CHANNEL, type DemoStream } from './demo-round.ts';
import { DemoSource, loadDemoStream } from './demo-source.ts';

const NOW = 1_800_000_000_000;

function message(id: string, at: number): ChatMessage {
  const author = { id: '1', login: 'a', displayName: 'A', color: null, badges: [] };
  return {
    kind: 'message',
    channel: DEMO_CHANNEL,
    sentAt: at,
    receivedAt: at,
    id,
    roomId: '',
    author,
    text: id,
    action: false,
    emotes: [],
    bits: 0,
    firstEver: false,
    replyTo: null,
    source: null,
  };
}

const STREAM: DemoStream = {
  beganAt: 1_000,
  durationMs: 10_000,
  events: [
    message('m0', 1_000),
    message('m4', 5_000),
    {
      kind: 'retraction',
      channel: DEMO_CHANNEL,
      sentAt: 6_000,
      receivedAt: 6_000,
      scope: { what: 'message', messageId: 'm4' },
    },
    { ...message('m8', 9_000), replyTo: { messageId: 'm4', login: 'a' } },
  ],
};

interface Call {
  readonly what: 'tick' | ChatEvent['kind'];
  readonly at: number;
  readonly event: ChatEvent | null;
}

/** Runs the source on a clock that jumps from wait to wait, until `untilMs` after the start. */
async function run(untilMs: number, stream = STREAM, jump?: { readonly afterMs: number; readonly byMs: number }) {
  const calls: Call[] = [];
  let now = NOW;
  let jumped = false;
  const finished = Promise.withResolvers<void>();
  const clock: Clock = {
    now: () => now,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      now += ms;
      if (jump !== undefined && !jumped && now >= NOW + jump.afterMs) {
        jumped = true;
        now += jump.byMs;
      }
      if (now < NOW + untilMs) return;
      finished.resolve();
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    },
  };
  const source = new DemoSource({
    stream,
    clock,
    accept: (event) => calls.push({ what: event.kind, at: event.receivedAt, event }),
    tick: (at) => calls.push({ what: 'tick', at, event: null }),
    onError: (error) => finished.reject(error),
    liveFromMs: 4_500,
  });
  source.start();
  const backfilled = calls.length;
  await finished.promise;
  await source[Symbol.asyncDispose]();
  return { calls, backfilled, events: calls.filter(({ event }) => event !== null), source };
}

describe('DemoSource', () => {
  test('feeds the past at once, in order, with ticks and times that end now', async () => {
    const { calls, backfilled } = await run(1);
    const past = calls.slice(0, backfilled);
    expect(past.filter(({ what }) => what !== 'tick').map(({ what, at }) => [what, at - NOW])).toEqual([
      ['stream', -4_500],
      ['message', -4_500],
      ['message', -500],
    ]);
    expect(past.map(({ at }) => at)).toEqual(past.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(past.at(-1)).toMatchObject({ what: 'tick', at: NOW });
  });

  test('plays the rest in real time and begins again without a gap', async () => {
    const { events } = await run(21_000);
    const live = events.filter(({ what, at }) => what === 'message' && at > NOW).map(({ at }) => at - NOW);
    expect(live).toEqual([3_500, 5_500, 9_500, 13_500, 15_500, 19_500]);
  });

  test('gives every round its own ids, and references follow', async () => {
    const { events } = await run(21_000);
    const ids = events.flatMap(({ event }) => (event?.kind === 'message' ? [event.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    const retracted = events.flatMap(({ event }) =>
      event?.kind === 'retraction' && event.scope.what === 'message' ? [event.scope.messageId] : [],
    );
    expect(retracted.length).toBe(3);
    for (const id of retracted) expect(ids).toContain(id);
    for (const { event } of events)
      if (event?.kind === 'message' && event.replyTo !== null) expect(ids).toContain(event.replyTo.messageId);
  });

  test('skips what it missed while the machine slept, and says that something is missing', async () => {
    const { events } = await run(3_620_000, STREAM, { afterMs: 2_000, byMs: 3_600_000 });
    const after = events.filter(({ at }) => at > NOW + 2_000);
    expect(after[0]).toMatchObject({ what: 'gap', event: { reason: 'clock-jump' } });
    // A poured-out backlog would be hundreds of rounds.
    expect(after.length).toBeLessThan(15);
  });

  test('tells nothing while its channel is not wanted', async () => {
    const heard: ChatEvent[] = [];
    const clock: Clock = {
      now: () => NOW,
      sleep: (_, signal) =>
        new Promise((__, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    };
    const source = new DemoSource({
      stream: STREAM,
      clock,
      accept: (event) => heard.push(event),
      tick: () => undefined,
      onError: () => undefined,
      liveFromMs: 4_500,
    });
    source.want(new Set(['somebody_else']));
    source.start();
    expect(heard).toEqual([]);
    expect(source.channels()).toEqual([]);
    source.want(new Set([DEMO_CHANNEL]));
    expect(source.channels()).toMatchObject([{ channel: DEMO_CHANNEL, state: 'joined' }]);
    await source[Symbol.asyncDispose]();
  });

  test('the bundled stream loads whole', async () => {
    const stream = await loadDemoStream();
    expect(stream.events.length).toBeGreaterThan(3_000);
    expect(stream.durationMs).toBeGreaterThan(830_000);
    expect(stream.durationMs).toBeLessThan(850_000);
  });
});
