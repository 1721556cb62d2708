import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DEMO_SEED, generateDemo } from '../../scripts/make-demo-stream/generate.ts';
import type { HypeEvent } from '../../src/domain/hype-moment.ts';
import type { Clock } from '../../src/domain/ports/clock.ts';
import { KNOWN_BOTS } from '../../src/pipeline/intake/known-bots.ts';
import { scoreThreshold } from '../../src/pipeline/hype/sensitivity.ts';
import type { Pipeline } from '../../src/pipeline/pipeline.ts';
import { aPipeline } from '../../src/pipeline/testing.ts';
import { DEMO_FILE, DemoSource, loadDemoStream } from '../../src/replay/demo-source.ts';
import { Player } from '../../src/replay/player.ts';
import { openRecording } from '../../src/replay/recording.ts';
import { ThresholdGate } from '../../src/replay/threshold-gate.ts';

interface Labels {
  readonly videos: Readonly<
    Record<
      string,
      { readonly highlights: readonly { readonly start: number; readonly end: number; readonly category: string }[] }
    >
  >;
}

const BEGAN = Date.UTC(2026, 2, 14, 19);
const LABELS_FILE = path.join(path.dirname(DEMO_FILE), 'labels.json');

function pipelineInto(hype: (event: HypeEvent) => void): Pipeline {
  return aPipeline({ hype }, { bots: new Set(KNOWN_BOTS) });
}

describe('the bundled demo stream', () => {
  test('is what its generator writes', async () => {
    const { lines, labels } = generateDemo(DEMO_SEED);
    expect(gunzipSync(await readFile(DEMO_FILE)).toString()).toBe(`${lines.join('\n')}\n`);
    expect(JSON.parse(await readFile(LABELS_FILE, 'utf8'))).toEqual(labels);
  });

  test('is small, varied and readable to the last line', async () => {
    const packed = await readFile(DEMO_FILE);
    expect(packed.length).toBeLessThan(1_000_000);
    const recording = await openRecording(DEMO_FILE, new AbortController().signal);
    const kinds = new Map<string, number>();
    for await (const batch of recording.batches)
      for (const event of batch)
        kinds.set(event.kind === 'notice' ? event.type : event.kind, (kinds.get(event.kind) ?? 0) + 1);
    expect(recording.tally.unreadable + recording.tally.skipped).toBe(0);
    for (const kind of [
      'message',
      'retraction',
      'raid',
      'gift-bomb',
      'gift',
      'sub',
      'resub',
      'announcement',
      'watch-streak',
    ])
      expect([...kinds.keys()]).toContain(kind);
  });

  test('has exactly its three labelled moments at medium sensitivity, each with its category', async () => {
    const labels = (JSON.parse(await readFile(LABELS_FILE, 'utf8')) as Labels).videos['hypewire_demo']!.highlights;
    const gate = new ThresholdGate(scoreThreshold('medium', 'robust'));
    const told: number[] = [];
    const ended: string[] = [];
    const pipeline = pipelineInto((event) => {
      const answer = gate.judge(event);
      if (answer?.phase === 'started') told.push((answer.reachedAt - BEGAN) / 1_000);
      if (answer?.phase === 'ended') ended.push(event.moment.category);
    });
    const player = new Player(pipeline, { speed: 'max', clock: { now: () => 0, sleep: async () => undefined } });
    const recording = await openRecording(DEMO_FILE, new AbortController().signal);
    await player.play(recording.batches, new AbortController().signal);
    player.finish();

    expect(told).toHaveLength(labels.length);
    told.forEach((seconds, index) => {
      expect(seconds).toBeGreaterThanOrEqual(labels[index]!.start);
      expect(seconds).toBeLessThan(labels[index]!.start + 10);
    });
    expect(ended).toEqual(labels.map(({ category }) => category));
  });
});

describe('the demo as a live source', () => {
  test('shows a newcomer the first moment within 25 seconds, and the same three again in the next round', async () => {
    const began = 1_800_000_000_000;
    let now = began;
    const done = Promise.withResolvers<void>();
    const told: number[] = [];
    const gate = new ThresholdGate(scoreThreshold('medium', 'robust'));
    const pipeline = pipelineInto((event) => {
      const answer = gate.judge(event);
      if (answer?.phase === 'started') told.push((answer.reachedAt - began) / 1_000);
    });
    const clock: Clock = {
      now: () => now,
      sleep: async (ms, signal) => {
        signal.throwIfAborted();
        // Live ticks come from the program's own timer, four times a second.
        for (const until = now + ms; now < until;) {
          now = Math.min(until, Math.floor(now / 250) * 250 + 250);
          if (now % 250 === 0) pipeline.tick(now);
        }
        if (now >= began + 1_400_000) done.resolve();
      },
    };
    const stream = await loadDemoStream();
    await using _source = startedDemo();
    await done.promise;

    expect(told[0]).toBeGreaterThan(10);
    expect(told[0]).toBeLessThan(25);
    const round = stream.durationMs / 1_000;
    expect(told.length).toBe(6);
    for (const index of [0, 1, 2]) expect(Math.abs(told[index + 3]! - told[index]! - round)).toBeLessThan(5);

    function startedDemo(): DemoSource {
      const source = new DemoSource({
        stream,
        clock,
        accept: (event) => pipeline.accept(event),
        tick: (at, channel) => pipeline.tick(at, channel),
        onError: (error) => done.reject(error),
      });
      source.start();
      return source;
    }
  });
});
