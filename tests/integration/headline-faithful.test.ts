import { existsSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatMessage } from '../../src/domain/chat-event.ts';
import type { Headline } from '../../src/domain/headline.ts';
import { createLexiconScorer } from '../../src/models/sentiment/lexicon-scorer.ts';
import { aMessage, aPipeline } from '../../src/pipeline/testing.ts';
import { openRecording } from '../../src/replay/recording.ts';
import { HeadlineTruth } from './headline-truth.ts';

const RECORDINGS = path.join(import.meta.dirname, '../../../shared/measure-data/replay');
const MESSAGES_READ_MAX = 12_000;
const PEOPLE_MIN = 3;
/** Buckets that stand for many words. */
const REACTIONS = new Set(['laugh', 'cheer', 'shock', 'tense', 'sad', 'love', 'anger']);
const NOON = Date.UTC(2026, 5, 1, 12);

async function readMessages(file: string): Promise<readonly ChatMessage[]> {
  const messages: ChatMessage[] = [];
  const recording = await openRecording(path.join(RECORDINGS, file), new AbortController().signal);
  for await (const batch of recording.batches) {
    for (const event of batch) {
      // The first stream of the file is enough.
      if (event.kind === 'message' && event.channel === (messages[0]?.channel ?? event.channel)) messages.push(event);
    }
    if (messages.length >= MESSAGES_READ_MAX) break;
  }
  return messages;
}

/** Plays messages and looks at the headline every `everyMs` of their time. */
function lookAt(
  messages: readonly ChatMessage[],
  everyMs: number,
  see: (headline: Headline, truth: HeadlineTruth) => void,
): void {
  const accepted: ChatMessage[] = [];
  const pipeline = aPipeline({ accepted: (message) => accepted.push(message) }, { scorer: createLexiconScorer() });
  let due = (messages[0]?.receivedAt ?? 0) + everyMs;
  const look = (channel: string, at: number): void => {
    pipeline.tick(at, channel);
    const headline = pipeline.headline(channel);
    if (headline !== null) see(headline, new HeadlineTruth(headline, accepted.slice(-20_000)));
  };
  for (const message of messages) {
    if (message.receivedAt >= due) {
      look(message.channel, message.receivedAt);
      due = message.receivedAt + everyMs;
    }
    pipeline.accept(message);
  }
}

function checkWords(headline: Headline, truth: HeadlineTruth): void {
  const { sentences, messages } = headline;
  expect(sentences.length).toBeGreaterThanOrEqual(1);
  expect(sentences.length).toBeLessThanOrEqual(2);
  expect(sentences.join(' ').length).toBeLessThanOrEqual(300);
  for (const quote of truth.quotes()) expect([quote, truth.peopleBehind(quote) >= PEOPLE_MIN]).toEqual([quote, true]);
  expect([sentences, truth.unfoundedNumbers()]).toEqual([sentences, []]);
  expect(messages).toBeLessThanOrEqual(truth.messages);
}

describe.skipIf(!existsSync(RECORDINGS))('headlines of real chat (skipped: no recordings beside the project)', () => {
  test.each(['variety-english.chat.jsonl.gz', 'busy-chinese.chat.jsonl.gz', 'small-channel.chat.jsonl.gz'])(
    'every quote, number and bucket of %s is found again in the chat',
    async (file) => {
      let looked = 0;
      let compared = 0;
      lookAt(await readMessages(file), 30_000, (headline, truth) => {
        looked++;
        checkWords(headline, truth);
        // A flood of one person is left out; nothing else is.
        expect(headline.messages).toBeGreaterThanOrEqual(truth.messages * 0.9);
        for (const bucket of headline.buckets) {
          expect(bucket.share).toBeCloseTo(Math.min(1, bucket.messages / headline.messages));
          const messages = REACTIONS.has(bucket.id) ? null : truth.messagesOf(bucket);
          if (messages === null) continue;
          compared++;
          expect([bucket.topic, bucket.messages <= messages]).toEqual([bucket.topic, true]);
          // Terms at the end of a long text, and the rarest of a very busy minute, are left out.
          expect([bucket.topic, bucket.messages >= messages * 0.8 - 1]).toEqual([bucket.topic, true]);
        }
      });
      expect([looked > 50, compared > 20]).toEqual([true, true]);
    },
    60_000,
  );
});

describe('headlines of generated chat', () => {
  const word = fc.stringMatching(/^[b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z]{2}[aeiou]$/);
  const chat = fc.record({
    topics: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
    lie: word,
    messages: fc.integer({ min: 60, max: 900 }),
    people: fc.integer({ min: 30, max: 400 }),
    share: fc.integer({ min: 22, max: 25 }),
  });

  test('what every fifth message is about appears; the one lie does not; counts are true', () => {
    fc.assert(
      fc.property(chat, ({ topics, lie, messages, people, share }) => {
        fc.pre(!topics.includes(lie));
        const said = Array.from({ length: messages }, (_, i) => {
          const topic = topics[Math.floor(((i * 37) % 100) / share)];
          const text = i === messages >> 1 ? `${lie} is a fraud` : `so qq${i}q ${topic ?? `zz${i}z`} then`;
          const at = NOON + Math.floor((i * 58_000) / messages);
          return aMessage({ id: `m${i}`, user: `user${i % people}`, text, receivedAt: at });
        });
        const pipeline = aPipeline();
        for (const message of said) pipeline.accept(message);
        pipeline.tick(NOON + 58_500);
        const headline = pipeline.headline('demo')!;
        const truth = new HeadlineTruth(headline, said);
        checkWords(headline, truth);
        const text = headline.sentences.join(' ');
        expect(JSON.stringify(headline)).not.toContain(`"topic":"${lie}`);
        expect(text).not.toContain(lie);
        for (const topic of topics) {
          const holding = said.filter((message) => message.text.includes(topic)).length;
          if (holding >= messages * 0.2) expect(text).toContain(topic);
        }
        for (const bucket of headline.buckets) {
          const true_ = truth.messagesOf(bucket);
          if (true_ !== null) expect([bucket.topic, bucket.messages]).toEqual([bucket.topic, true_]);
        }
      }),
    );
  });
});
