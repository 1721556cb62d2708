import { expect, test } from 'vitest';
import type { MoodSnapshot } from '../../domain/mood.ts';
import { moodFrame } from './mood.ts';

const MOOD: MoodSnapshot = {
  channel: 'room',
  at: 1_768_509_000_000,
  score: 0.41239,
  shares: { positive: 0.62004, neutral: 0.28996, negative: 0.09 },
  moods: { joy: 0.22222, hype: 0.40001, sad: 0.01, anger: 0.05, confusion: 0.02777, calm: 0.29 },
  dominant: 'hype',
  confidence: 0.78123,
  messages: 143.98765,
  color: '#d4a06c',
  drivers: [{ kind: 'emote', token: 'KEKW', uses: 41.23456, valence: 0.71234, learned: false }],
  model: 'lexicon',
};

test('moodFrame has every promised field, rounded', () => {
  expect(moodFrame(MOOD)).toEqual({
    type: 'mood',
    channel: 'room',
    timestamp: '2026-01-15T20:30:00.000Z',
    score: 0.412,
    positive: 0.62,
    neutral: 0.29,
    negative: 0.09,
    moods: { joy: 0.222, hype: 0.4, sad: 0.01, anger: 0.05, confusion: 0.028, calm: 0.29 },
    mood: 'hype',
    confidence: 0.781,
    messages: 143.988,
    color: '#d4a06c',
    drivers: [{ token: 'KEKW', kind: 'emote', uses: 41.235, valence: 0.712, learned: false }],
    model: 'lexicon',
  });
});

test('what is no number is 0 on the wire, which has no word for it', () => {
  const frame = moodFrame({ ...MOOD, score: Number.NaN, messages: Infinity });
  expect(frame).toMatchObject({ score: 0, messages: 0 });
  expect(JSON.parse(JSON.stringify(frame))).toEqual(frame);
});
