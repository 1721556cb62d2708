import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OVERLAY_DEFAULTS, OVERLAY_RANGES } from '../../../domain/overlay.ts';
import { allowedPicture } from './allowed-picture.ts';
import { readStageFrame } from './read-frame.ts';

const MOOD = { type: 'mood', mood: 'joy', score: 0.5, confidence: 0.8, color: '#cb9e01' };
const HEADLINE = { type: 'headline', sentences: ['One.'], sentiment: 0, confidence: 0.5 };
const read = (value: unknown) => readStageFrame(JSON.stringify(value));

describe('frames', () => {
  test.each([
    [MOOD],
    [HEADLINE],
    [{ type: 'overlay', build: 'b', settings: OVERLAY_DEFAULTS, mood: MOOD, headline: null }],
    [{ type: 'overlay_settings', settings: OVERLAY_DEFAULTS }],
    [{ type: 'retracted', everything: true }],
    [{ type: 'hype_event', phase: 'started', category: 'funny', multiplier: 4.2, unique_chatters: 7 }],
    [{ type: 'emotes', emotes: [['KEKW', 3, null]] }],
  ])('are read as they are: %o', (frame) => {
    expect(read(frame)).toEqual(frame);
  });

  test.each([
    ['not JSON', '{nope'],
    ['a list', '[]'],
    ['null', 'null'],
    ['nothing this page knows', '{"type":"chat_message"}'],
    ['an answer to a ping', '{"type":"pong"}'],
    ['a mood without a score', JSON.stringify({ ...MOOD, score: 'high' })],
    ['a headline that is no list', JSON.stringify({ ...HEADLINE, sentences: 'One.' })],
  ])('that are %s are left out', (_, data) => {
    expect(readStageFrame(data)).toBeNull();
  });

  test('never throw, whatever comes', () => {
    const types = fc.constantFrom(
      'overlay',
      'overlay_settings',
      'mood',
      'headline',
      'hype_event',
      'emotes',
      'retracted',
    );
    fc.assert(
      fc.property(types, fc.dictionary(fc.string(), fc.jsonValue()), (type, rest) => {
        expect(() => read({ ...rest, type })).not.toThrow();
      }),
    );
    expect(readStageFrame(new ArrayBuffer(8))).toBeNull();
  });

  test('of a newer bot are understood as far as they can be', () => {
    const settings = { ...OVERLAY_DEFAULTS, theme: 'glass', position: 'middle', scale: 99, accent: 'red', more: 1 };
    expect(read({ type: 'overlay_settings', settings })).toEqual({
      type: 'overlay_settings',
      settings: { ...OVERLAY_DEFAULTS, scale: OVERLAY_RANGES.scale.max },
    });
    expect(read({ ...MOOD, mood: 'bliss', color: 'url(x)' })).toMatchObject({ mood: 'calm', color: '#a4a4a4' });
  });

  test('with too much in them are cut', () => {
    const emotes = Array.from({ length: 500 }, (_, i) => [`e${i}`, 1, null]);
    expect(read({ type: 'emotes', emotes: [['x'], ...emotes] })).toMatchObject({ emotes: { length: 39 } });
    expect(read({ ...HEADLINE, sentences: ['x'.repeat(9_999)] })).toMatchObject({ sentences: ['x'.repeat(400)] });
  });
});

test.each([
  ['https://cdn.7tv.app/emote/1/2x.webp', true],
  ['https://static-cdn.jtvnw.net/emoticons/v2/25/default/dark/2.0', true],
  ['http://cdn.7tv.app/emote/1/2x.webp', false],
  ['https://cdn.7tv.app.evil.example/x', false],
  ['https://cdn.7tv.app@evil.example/x', false],
  ['https://user@cdn.7tv.app/x', false],
  ['https://cdn.7tv.app:8443/x', false],
  ['//cdn.7tv.app/x', false],
  ['javascript:alert(1)', false],
  ['data:image/svg+xml,x', false],
  [`https://cdn.7tv.app/${'x'.repeat(500)}`, false],
  [7, false],
])('a picture from %s: %s', (address, allowed) => {
  expect(allowedPicture(address) !== null).toBe(allowed);
});
