import { describe, expect, test } from 'vitest';
import type { EpochMs } from '../../domain/chat-event.ts';
import { seededRandom } from '../../lib/random.ts';
import { aMessage, aPipeline } from '../testing.ts';
import { scoreThreshold } from './sensitivity.ts';

const START = 1_700_000_000_000;
const WORDS = (
  'the a you that it he was for on are as with his they at be this have from or one had by word but not what all were we ' +
  'when your can said there use each which she do how their if will up other about out many then them these so some her'
).split(' ');

type Say = (n: number, random: () => number) => string;
const sentence: Say = (_, random) =>
  Array.from({ length: 3 + Math.floor(random() * 6) }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
const reactions: Say = (n) => ['KEKW', 'LUL', 'NO WAY', 'hahaha', 'OMEGALUL'][n % 5] ?? '';
const pasted: Say = () => 'this is the text that everybody pastes today, all of it';

interface Scene {
  readonly usualPerSecond: number;
  readonly say: Say;
  readonly burstPerSecond: number;
  readonly people: number;
}

/** Seconds from the first message of the burst to an alert at medium; null when there is none within 12 s. */
function secondsToAlert({ usualPerSecond, say, burstPerSecond, people }: Scene): number | null {
  const random = seededRandom(11);
  let alertedAt: EpochMs | null = null;
  const pipeline = aPipeline({
    hype({ at, moment }) {
      if (moment.peakScore >= scoreThreshold('medium', 'robust')) alertedAt ??= at;
    },
  });
  let n = 0;
  const play = (from: EpochMs, seconds: number, perSecond: number, what: Say, user: () => number): void => {
    let due = 0;
    for (let at = from; at < from + seconds * 1_000; at += 250) {
      for (due += perSecond / 4; due >= 1; due--) {
        n++;
        pipeline.accept(aMessage({ id: `m${n}`, receivedAt: at, user: String(user()), text: what(n, random) }));
      }
      pipeline.tick(at + 250);
    }
  };
  pipeline.accept({ kind: 'gap', channel: 'demo', sentAt: START, receivedAt: START, reason: 'joined' });
  const burst = START + 180_000;
  play(START, 180, usualPerSecond, sentence, () => 1 + Math.floor(random() * 40));
  play(burst, 12, burstPerSecond, say, () => 1_000 + (n % people));
  return alertedAt === null ? null : (alertedAt - burst) / 1_000;
}

describe('a crowd', () => {
  test.each([
    ['reacting in a slow chat', { usualPerSecond: 1, say: reactions, burstPerSecond: 30, people: 1_000 }, 2],
    ['reacting in a silent chat', { usualPerSecond: 0, say: reactions, burstPerSecond: 30, people: 1_000 }, 2],
    ['reacting in a fast chat', { usualPerSecond: 40, say: reactions, burstPerSecond: 300, people: 1_000 }, 3],
    ['speaking in sentences', { usualPerSecond: 1, say: sentence, burstPerSecond: 30, people: 1_000 }, 6],
    ['speaking, twenty times as fast', { usualPerSecond: 3, say: sentence, burstPerSecond: 60, people: 1_000 }, 8],
  ])('%s is noticed within seconds', (_, scene, withinSeconds) => {
    expect(secondsToAlert(scene)).not.toBeNull();
    expect(secondsToAlert(scene)).toBeLessThanOrEqual(withinSeconds);
  });

  test.each([
    ['is one person', { usualPerSecond: 1, say: sentence, burstPerSecond: 30, people: 1 }],
    ['is five people', { usualPerSecond: 1, say: sentence, burstPerSecond: 30, people: 5 }],
    ['pastes one text', { usualPerSecond: 1, say: pasted, burstPerSecond: 30, people: 1_000 }],
    ['is twice as lively as usual', { usualPerSecond: 3, say: sentence, burstPerSecond: 6, people: 1_000 }],
  ])('that %s alerts nobody', (_, scene) => {
    expect(secondsToAlert(scene)).toBeNull();
  });
});
