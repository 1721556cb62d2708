import { describe, expect, test } from 'vitest';
import type { HourEmotes } from '../domain/emote.ts';
import type { MinuteMetrics } from '../domain/channel-metrics.ts';
import { aMessage, aPipeline } from './testing.ts';
import type { PipelineOptions } from './sink.ts';

/** 40 seconds before an hour is full. */
const START = Date.UTC(2026, 4, 1, 11, 59, 20);
const HOUR_MS = 3_600_000;

function aCounter(options: Partial<PipelineOptions> = {}) {
  const hours: HourEmotes[] = [];
  const minutes: MinuteMetrics[] = [];
  const seen: string[][] = [];
  const pipeline = aPipeline(
    {
      emotes: (uses) => hours.push(uses),
      minute: (minute) => minutes.push(minute),
      accepted: (_message, _sentiment, emotes) => seen.push([...emotes]),
    },
    options,
  );
  let id = 0;
  const say = (text: string, at = START, channel = 'demo'): void =>
    pipeline.accept(aMessage({ id: String(id++), channel, text, receivedAt: at, user: `u${id}` }));
  return { pipeline, hours, minutes, seen, say };
}

describe('which words count as emotes', () => {
  test('the configured ones, those of all channels and those of the channel', () => {
    const { pipeline, seen, say } = aCounter({ emoteWords: ['KEKW'] });
    const text = 'KEKW Clap ninjaHype';
    say(text);
    pipeline.useEmotes(null, ['Clap']);
    say(text);
    pipeline.useEmotes('demo', ['ninjaHype']);
    say(text);
    say(text, START, 'other');
    pipeline.useEmotes(null, []);
    pipeline.useEmotes('demo', []);
    say(text);
    expect(seen).toEqual([['KEKW'], ['KEKW', 'Clap'], ['KEKW', 'Clap', 'ninjaHype'], ['KEKW', 'Clap'], ['KEKW']]);
  });

  test('names that are known before the first message count from the first message on', () => {
    const { pipeline, seen, say } = aCounter();
    pipeline.useEmotes('demo', ['ninjaHype']);
    say('ninjaHype');
    expect(seen).toEqual([['ninjaHype']]);
  });

  test('a forgotten channel has no names left', () => {
    const { pipeline, seen, say } = aCounter();
    pipeline.useEmotes('demo', ['ninjaHype']);
    pipeline.forget('demo');
    say('ninjaHype');
    expect(seen).toEqual([[]]);
  });
});

describe('uses by the hour', () => {
  test('each minute adds what was used in it, in the hour it began in', () => {
    const { pipeline, hours, say } = aCounter({ emoteWords: ['KEKW', 'Pog'] });
    say('KEKW KEKW Pog');
    pipeline.tick(START + 39_000);
    expect(hours).toEqual([]);
    pipeline.tick(START + 41_000);
    say('Pog', START + 42_000);
    pipeline.tick(START + 101_000);
    const hour = Date.UTC(2026, 4, 1, 11);
    expect(hours).toEqual([
      {
        channel: 'demo',
        hour,
        uses: [
          { name: 'KEKW', uses: 2 },
          { name: 'Pog', uses: 1 },
        ],
      },
      { channel: 'demo', hour: hour + HOUR_MS, uses: [{ name: 'Pog', uses: 1 }] },
    ]);
  });

  test('a minute without emotes says nothing', () => {
    const { pipeline, hours, say } = aCounter();
    say('hello');
    pipeline.tick(START + 41_000);
    pipeline.flush();
    expect(hours).toEqual([]);
  });

  test('an orderly stop hands over the unfinished minute, and nothing twice', () => {
    const { pipeline, hours, say } = aCounter({ emoteWords: ['KEKW'] });
    say('KEKW');
    pipeline.flush();
    pipeline.flush();
    say('KEKW KEKW');
    pipeline.tick(START + 41_000);
    expect(hours.map(({ uses }) => uses)).toEqual([[{ name: 'KEKW', uses: 1 }], [{ name: 'KEKW', uses: 2 }]]);
  });

  test('a flood of names is cut off, and still counted as uses', () => {
    const names = Array.from({ length: 600 }, (_, i) => `emote${i}`);
    const { pipeline, hours, minutes, say } = aCounter({ emoteWords: names });
    for (let i = 0; i < 600; i += 20) say(names.slice(i, i + 20).join(' '));
    pipeline.flush();
    expect(hours[0]?.uses).toHaveLength(512);
    expect(minutes.at(-1)?.emoteUses).toBe(600);
  });
});
