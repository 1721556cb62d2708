import type { ChatMessage } from '../../../src/domain/chat-event.ts';
import type { Sentiment } from '../../../src/domain/mood.ts';
import type { SentimentScorer } from '../../../src/domain/ports/models.ts';
import { createOfflinePipeline } from '../../../src/app/offline-pipeline.ts';
import { chatterKey } from '../../../src/lib/hash.ts';
import { createLexiconScorer } from '../../../src/models/sentiment/lexicon-scorer.ts';
import { ChannelDigest } from '../../../src/pipeline/digest/channel-digest.ts';
import { MoodTracker } from '../../../src/pipeline/mood/mood-tracker.ts';
import { NEUTRAL_SCORER } from '../../../src/pipeline/mood/neutral-scorer.ts';
import { aMessage } from '../../../src/pipeline/testing.ts';
import { createJudges } from '../../measure-mood/judges.ts';
import { Talk } from '../lib/talk.ts';

/** Takes a message; what it makes of it must not be optimised away. */
type Work = (message: ChatMessage) => unknown;

interface Contestant {
  readonly name: string;
  /** Fresh state for each run. */
  readonly begin: () => Work;
}

export interface MoodCost {
  readonly name: string;
  /** One sample a run, the first not among them. */
  readonly nsPerMessage: readonly number[];
}

const CHANNEL = 'mood';
const PER_SECOND = 100;
const TICK_MS = 250;
const FEELING: Sentiment = { label: 'pos', score: 0.5, confidence: 0.5, mood: 'joy' };

/** What feeling and summing up cost a message, part by part, in turns so that all meet the same machine. */
export function benchMood(runs: number, messages: number): readonly MoodCost[] {
  const chat = chatOf(messages);
  const contestants = createContestants();
  const samples = contestants.map(({ name }) => ({ name, nsPerMessage: [] as number[] }));
  for (let run = 0; run <= runs; run++) {
    contestants.forEach((contestant, i) => {
      const ns = nsPerMessage(contestant, chat);
      // The first run compiles.
      if (run > 0) samples[i]?.nsPerMessage.push(ns);
    });
  }
  return samples;
}

function createContestants(): readonly Contestant[] {
  const scorer = createLexiconScorer();
  const judges = createJudges().map((judge): Contestant => {
    return { name: `${judge.name}: text to judgement`, begin: () => (message) => judge.judge(message.text) };
  });
  return [
    ...judges,
    { name: 'mood of the channel, lexicon included', begin: () => tracking(scorer) },
    { name: 'mood of the channel, lexicon left out', begin: () => tracking(NEUTRAL_SCORER) },
    { name: 'digest: topics and samples', begin: digesting },
    { name: 'whole core without feeling', begin: () => wholeCore(NEUTRAL_SCORER) },
    { name: 'whole core', begin: () => wholeCore(scorer) },
  ];
}

function tracking(scorer: SentimentScorer): Work {
  const tracker = new MoodTracker(CHANNEL, scorer, 0);
  return (message) => tracker.observe(message, []);
}

function digesting(): Work {
  const digest = new ChannelDigest(CHANNEL);
  return (message) => {
    digest.roll(message.receivedAt);
    digest.observe(message, FEELING, chatterKey(message.author.id));
  };
}

/** With four ticks a second, as in live use. */
function wholeCore(scorer: SentimentScorer): Work {
  const pipeline = createOfflinePipeline('robust', {}, scorer);
  let nextTick = 0;
  return (message) => {
    pipeline.accept(message);
    if (message.receivedAt < nextTick) return;
    nextTick = message.receivedAt + TICK_MS;
    pipeline.tick(message.receivedAt);
  };
}

function chatOf(messages: number): readonly ChatMessage[] {
  const talk = new Talk({ seed: 3, chatters: 2_000, topicMessages: PER_SECOND * 60 });
  return Array.from({ length: messages }, (_, i) => {
    const { login, text } = talk.next();
    return aMessage({
      channel: CHANNEL,
      id: `message-${i}`,
      user: login,
      text,
      receivedAt: Math.floor((i * 1_000) / PER_SECOND),
    });
  });
}

function nsPerMessage({ begin, name }: Contestant, chat: readonly ChatMessage[]): number {
  const work = begin();
  let results = 0;
  const from = performance.now();
  for (const message of chat) if (work(message) !== null) results++;
  const ms = performance.now() - from;
  if (results !== chat.length) throw new Error(`${name} left messages out`);
  return (ms * 1e6) / chat.length;
}
