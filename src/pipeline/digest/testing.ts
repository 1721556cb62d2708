import type { ChatRetraction } from '../../domain/chat-event.ts';
import type { Sentiment } from '../../domain/mood.ts';
import { chatterKey } from '../../lib/hash.ts';
import { aMessage } from '../testing.ts';
import { ChannelDigest } from './channel-digest.ts';

/** One line of a made-up chat: who, what, and when if that matters. */
export interface Said {
  readonly user: string;
  readonly text: string;
  readonly at?: number;
  readonly score?: number;
  readonly firstEver?: boolean;
  /** Words of the text that are known as emotes, in order. */
  readonly emotes?: readonly string[];
}

/** A time on the grid of minutes, far from the epoch; for tests. */
export const NOON = Date.UTC(2026, 5, 1, 12);

/** The same text from `count` people of their own. */
export function crowd(count: number, text: string, prefix: string = text): Said[] {
  return Array.from({ length: count }, (_, index) => ({ user: `${prefix}#${index}`, text }));
}

/** Says everything to a digest, evenly over 55 seconds from {@link NOON}. Ids are `m0`, `m1` … */
export function digestOf(said: readonly Said[]): ChannelDigest {
  const digest = new ChannelDigest('demo');
  sayAll(digest, said);
  return digest;
}

export function sayAll(digest: ChannelDigest, said: readonly Said[]): void {
  said.forEach(({ user, text, at, score = 0, firstEver = false, emotes = [] }, index) => {
    const receivedAt = at ?? NOON + Math.floor((index * 55_000) / said.length);
    const message = aMessage({ id: `m${index}`, user, text, receivedAt, firstEver });
    digest.observe(message, felt(score), chatterKey(user), emotes);
  });
}

export const END = NOON + 59_000;

export function headlineOf(said: readonly Said[]): string {
  return digestOf(said).headline(END).sentences.join(' ');
}

export function retractionOf(scope: ChatRetraction['scope']): ChatRetraction {
  return { kind: 'retraction', channel: 'demo', sentAt: END, receivedAt: END, scope };
}

function felt(score: number): Sentiment {
  return { label: score > 0 ? 'pos' : score < 0 ? 'neg' : 'neu', score, confidence: 1, mood: 'calm' };
}
