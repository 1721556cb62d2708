import { existsSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../src/domain/chat-event.ts';
import { aPipeline } from '../../src/pipeline/testing.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { Player } from '../../src/replay/player.ts';
import { openRecording } from '../../src/replay/recording.ts';
import { readAll } from '../../src/replay/testing.ts';

const CLOCK = { now: () => 0, sleep: async () => undefined };
const MEASURED = path.join(import.meta.dirname, '../../../shared/measure-data');

/** All hype events of a recording, as text. */
async function hypeOf(events: readonly ChatEvent[], silenceMs?: number): Promise<string[]> {
  const found: string[] = [];
  const pipeline = aPipeline({ hype: (event) => found.push(JSON.stringify(event)) });
  const player = new Player(pipeline, {
    speed: 'max',
    clock: CLOCK,
    ...(silenceMs === undefined ? {} : { silenceMs }),
  });
  async function* batches(): AsyncGenerator<readonly ChatEvent[]> {
    yield events;
  }
  await player.play(batches(), new AbortController().signal);
  player.finish();
  return found;
}

/** Calm chat with an eruption now and then, and one long silence. */
async function chatWithSilence(seed: number, silenceSeconds: number): Promise<readonly ChatEvent[]> {
  const random = seededRandom(seed);
  const lines: string[] = [];
  let t = 0;
  let number = 0;
  const say = (text: string): void =>
    void lines.push(JSON.stringify({ t, u: `user${Math.floor(random() * 200)}`, m: `${text}${number++}` }));
  for (const part of [0, 1]) {
    for (let second = 0; second < 700; second++) {
      const erupts = second % 400 > 380;
      const messages = erupts ? 25 : 1 + Math.floor(random() * 4);
      for (let i = 0; i < messages; i++) {
        t += 1 / messages;
        say(erupts ? 'LETS GOOO PogChamp ' : 'quiet talk about something ');
      }
    }
    if (part === 0) t += silenceSeconds;
  }
  return (await readAll(lines.join('\n'))).events;
}

describe('the player and the real pipeline', () => {
  test('skipping the middle of a long silence changes no moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000), fc.integer({ min: 3_700, max: 20_000 }), async (seed, silenceSeconds) => {
        const events = await chatWithSilence(seed, silenceSeconds);
        const everyTick = await hypeOf(events, Infinity);
        expect(everyTick.length).toBeGreaterThan(0);
        expect(await hypeOf(events)).toEqual(everyTick);
      }),
      { numRuns: 6 },
    );
  });

  test('streams of one file give what each gives alone, however they are mixed', async () => {
    const line = (v: string, seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 4_000 }, (_, i) => {
        const burst = i > 3_000 && i < 3_400;
        return {
          v,
          t: (burst ? 900 + (i - 3_000) * 0.04 : i * 0.3) + (i >= 3_400 ? 16 : 0),
          u: `u${Math.floor(random() * 300)}`,
          m: burst ? `POGGERS ${i}` : `words and more words ${i}`,
        };
      });
    };
    const [one, two] = [line('one', 1), line('two', 2)];
    const text = (items: readonly object[]): string => items.map((item) => JSON.stringify(item)).join('\n');
    const of = async (items: readonly object[]) =>
      (await hypeOf((await readAll(text(items))).events)).map(
        (json) => JSON.parse(json) as { moment: { id: string; channel: string; score: number } },
      );
    const mixed = await of([...one, ...two].toSorted((a, b) => a.t - b.t));
    for (const [name, items] of [
      ['one', one],
      ['two', two],
    ] as const) {
      const alone = await of(items);
      expect(alone.length).toBeGreaterThan(0);
      const without = (events: typeof alone) => events.map(({ moment }) => [moment.id, moment.score]);
      expect(without(mixed.filter(({ moment }) => moment.channel === name))).toEqual(without(alone));
    }
  });

  test.skipIf(!existsSync(MEASURED))(
    'reads every line of the measured chats (skipped where they are not at hand)',
    async () => {
      for (const [file, streams, messages] of [
        ['hype/lol.chat.jsonl.gz', 19, 115_188],
        ['hype/dota2.chat.jsonl.gz', 34, 68_788],
        ['replay/small-channel.chat.jsonl.gz', 8, 55_825],
      ] as const) {
        const recording = await openRecording(path.join(MEASURED, file), new AbortController().signal);
        const player = new Player(
          { accept: () => undefined, tick: () => undefined, openMoment: () => null },
          { speed: 'max', clock: CLOCK },
        );
        await player.play(recording.batches, new AbortController().signal);
        expect(recording.tally.unreadable).toBe(0);
        expect(player.totals().length).toBe(streams);
        expect(player.totals().reduce((sum, total) => sum + total.messages, 0)).toBe(messages);
      }
    },
  );
});
