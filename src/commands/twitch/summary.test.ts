import { describe, expect, test } from 'vitest';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import { aMoment, NOON } from '../../pipeline/alerting/testing.ts';
import { someMetrics, someMood } from '../testing/live.ts';
import type { ChatCommandContext } from './chat-command.ts';
import { oneLine } from './one-line.ts';
import { summaryCommand } from './summary.ts';

async function asked(
  overrides: Partial<ChatCommandContext> = {},
  last: HypeMoment | null = null,
): Promise<string | null> {
  const said = await summaryCommand.execute({
    metrics: someMetrics(),
    mood: someMood(),
    openMoment: null,
    settings: { v: 1, channel: 'ninja', chatCommands: true, muted: false, trusted: [], summaries: true },
    now: NOON,
    lastMoment: async () => last,
    ...overrides,
  } as ChatCommandContext);
  return said === null ? null : oneLine(said);
}

describe('!summary', () => {
  test('is one line of numbers, mood, the last moment and emotes', async () => {
    const last = aMoment({ startedAt: NOON - 240_000, category: 'funny', multiplier: 4.2 });
    expect(await asked({}, last)).toBe(
      'Summary: 812 messages in the last minute, 212 chatting · hyped 🔥 (62% positive, 9% negative) · ' +
        'last moment 4 min ago (funny, 4.2× usual) · mostly KEKW',
    );
  });

  test('is silent until the channel turns it on', async () => {
    const settings = {
      v: 1,
      channel: 'ninja',
      chatCommands: true,
      muted: false,
      trusted: [],
      summaries: false,
    } as const;
    expect(await asked({ settings })).toBeNull();
  });

  test('leaves out a mood that is a guess, and says when there is nothing to sum up', async () => {
    expect(await asked({ mood: someMood({ confidence: 0.1 }) })).not.toContain('positive');
    expect(await asked({ metrics: null })).toBe('Summary: no chat seen yet, ask again in a minute');
  });

  test('never repeats what is no plain name', async () => {
    const metrics = someMetrics({
      topEmotes5Min: [
        ['evil.example', 9],
        ['@everyone', 8],
        ['Pog', 7],
      ],
    });
    expect(await asked({ metrics })).toMatch(/mostly Pog$/);
  });

  test('names the moment under way', async () => {
    expect(await asked({ openMoment: aMoment({ category: 'rage' }) })).toContain('a rage moment right now');
  });
});
