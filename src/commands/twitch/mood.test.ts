import { describe, expect, test } from 'vitest';
import type { ChannelMetrics } from '../../domain/channel-metrics.ts';
import type { MoodSnapshot } from '../../domain/mood.ts';
import { MOODS } from '../../domain/mood.ts';
import { someMetrics, someMood } from '../testing/live.ts';
import type { ChatCommandContext } from './chat-command.ts';
import { moodCommand } from './mood.ts';
import { oneLine } from './one-line.ts';

async function asked(mood: MoodSnapshot | null, metrics: ChannelMetrics | null = someMetrics()): Promise<string> {
  const said = await moodCommand.execute({ mood, metrics } as ChatCommandContext);
  return oneLine(said ?? '');
}

describe('!mood', () => {
  test('is one line: the mood, how sure, shares, pace, emotes', async () => {
    expect(await asked(someMood())).toBe(
      'Mood: hyped 🔥 (78% sure) · 62% positive, 9% negative · 14.2 msg/s, 3.1× usual · top KEKW, Pog, ninjaPyramid',
    );
  });

  test.each([
    ['few messages', someMood({ messages: 4 })],
    ['nothing to judge by', someMood({ confidence: 0.1 })],
  ])('says so with %s', async (_, mood) => {
    expect(await asked(mood)).toBe('Mood: not enough chat to tell · 14.2 msg/s, 3.1× usual');
  });

  test('says what it knows before anything is known', async () => {
    expect(await asked(null)).toBe('Mood: no chat seen yet, ask again in a minute');
    expect(await asked(someMood({ drivers: [] }), null)).toBe('Mood: hyped 🔥 (78% sure) · 62% positive, 9% negative');
  });

  test('claims no usual pace while it is being learned', async () => {
    const line = await asked(someMood(), someMetrics({ detector: { status: 'warming-up' } }));
    expect(line).toContain('13.5 msg/s · top');
  });

  test('never repeats words, links, mentions or anything long', async () => {
    const hostile = ['evil.example', 'https://x.y', '@everyone', '/ban', 'a b', 'x'.repeat(90), '‮KEKW'];
    const drivers = hostile.map((token) => ({ kind: 'emote', token, uses: 9, valence: 1, learned: true }) as const);
    expect(await asked(someMood({ drivers }))).not.toContain('top');
    expect(await asked(someMood())).not.toContain('trash');
  });

  test.each(MOODS)('stays short when it is %s and names are long', async (dominant) => {
    const drivers = Array.from(
      { length: 8 },
      (_, i) => ({ kind: 'emote', token: `${i}`.repeat(25), uses: 9, valence: 1, learned: false }) as const,
    );
    const line = await asked(someMood({ dominant, drivers }));
    expect(line.length).toBeLessThan(300);
    expect(line).toMatch(/^Mood: \p{L}+ \p{Emoji}/u);
    expect(line).not.toContain('…');
  });
});
