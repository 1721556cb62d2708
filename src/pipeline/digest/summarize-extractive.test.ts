import { describe, expect, test } from 'vitest';
import type { SummaryMessage } from '../../domain/ports/models.ts';
import { summarizeExtractive } from './summarize-extractive.ts';
import { NOON } from './testing.ts';

const MINUTE = 60_000;

function talk(minutes: number, textOf: (minute: number, index: number) => string, perMinute = 30): SummaryMessage[] {
  return Array.from({ length: minutes * perMinute }, (_, index) => ({
    id: `m${index}`,
    author: `viewer${index % 97}`,
    text: textOf(Math.floor(index / perMinute), index),
    at: NOON + Math.floor((index * MINUTE) / perMinute),
  }));
}

function summaryOf(messages: readonly SummaryMessage[], minutes: number) {
  const totalChatters = new Set(messages.map(({ author }) => author)).size;
  const window = { channel: 'demo', from: NOON, to: NOON + minutes * MINUTE };
  return summarizeExtractive(messages, { ...window, totalMessages: messages.length, totalChatters });
}

describe('summarizeExtractive', () => {
  const messages = talk(10, (minute, index) => {
    if (minute === 3 && index % 2 === 0) return 'he fell again KEKW';
    if (minute === 7 && index % 2 === 0) return 'green dragon';
    return `word${index}a word${index}b`;
  });

  test('says when what was said, in order of time, and which messages show it', () => {
    const summary = summaryOf(messages, 10);
    expect(summary.points.map(({ text }) => text)).toEqual([
      'Chat laughed (KEKW, 50%) at “he fell again” — about 15 people.',
      'Chat said “green dragon” (50%) — about 15 people.',
    ]);
    expect(summary.points.map(({ at, messages: count }) => [Math.floor((at - NOON) / MINUTE), count])).toEqual([
      [3, 15],
      [7, 15],
    ]);
    const texts = new Map(messages.map(({ id, text }) => [id, text]));
    for (const id of summary.points[1]?.messageIds ?? []) expect(texts.get(id)).toBe('green dragon');
    expect(summary.points[1]?.messageIds.length).toBeGreaterThan(0);
    expect(summary.overview).toMatch(/^300 messages from about 95 people in 10 minutes/);
    expect(summary).toMatchObject({ model: 'extractive', fallback: null, messages: 300, chatters: 97 });
  });

  test('never repeats what one person says, nor names anybody', () => {
    const lie = talk(10, (_, index) => `word${index}a viewer5 hello`).map((message, index) =>
      index % 3 === 0 ? { ...message, author: 'liar', text: 'the dragon is dead' } : message,
    );
    expect(JSON.stringify(summaryOf(lie, 10))).not.toMatch(/dragon|viewer5/);
  });

  test('nothing said, and everything in one instant', () => {
    expect(summaryOf([], 10)).toMatchObject({ overview: 'No messages in 10 minutes.', points: [], sentiment: 0 });
    const burst = talk(1, () => 'boat').map((message) => ({ ...message, at: NOON }));
    expect(summaryOf(burst, 0).points.map(({ text }) => text)).toEqual(['Chat said “boat” (100%) — about 30 people.']);
  });

  test('feels what a scorer feels', () => {
    const scorer = {
      name: 'fixed',
      rate: () => ({ label: 'pos', score: 0.5, confidence: 1, mood: 'joy' }) as const,
    };
    const window = { channel: 'demo', from: NOON, to: NOON + MINUTE, totalMessages: 30, totalChatters: 30 };
    expect(
      summarizeExtractive(
        talk(1, () => 'boat'),
        window,
        scorer,
      ).sentiment,
    ).toBe(0.5);
  });
});
