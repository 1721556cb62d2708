import { count } from '../../lib/format.ts';
import { TERM, type Reaction } from './term.ts';
import type { Topic } from './topic.ts';

/** How a topic is told: while it lasts, or afterwards. */
export type Tense = 'now' | 'then';

/** Up to here the estimate of people is as good as a count. */
const EXACT_PEOPLE_MAX = 10;

const REACTING: Readonly<Record<Reaction, Readonly<Record<Tense | 'at', string>>>> = {
  laugh: { now: 'is laughing', then: 'laughed', at: 'at' },
  cheer: { now: 'is cheering', then: 'cheered', at: 'at' },
  shock: { now: 'is stunned', then: 'was stunned', at: 'by' },
  tense: { now: 'is on edge', then: 'was on edge', at: 'about' },
  sad: { now: 'is sad', then: 'was sad', at: 'about' },
  love: { now: 'is sending love', then: 'sent love', at: 'to' },
  anger: { now: 'is angry', then: 'was angry', at: 'about' },
};

const SAYING = {
  post: { now: 'is posting', then: 'posted', others: 'post' },
  ask: { now: 'is asking about', then: 'asked about', others: 'ask about' },
  repeat: { now: 'is repeating', then: 'repeated', others: 'say' },
  say: { now: 'is saying', then: 'said', others: 'say' },
  mention: { now: 'is talking about', then: 'talked about', others: 'mention' },
} as const;

/** `is laughing (KEKW, 41%) at “he fell again”`, to stand behind "Chat". @param about what it reacts to */
export function predicate(topic: Topic, about: Topic | null, tense: Tense): string {
  const percent = percentText(topic);
  if (topic.reaction !== null) {
    const words = REACTING[topic.reaction];
    const reason = about === null ? '' : ` ${words.at} ${named(about)}`;
    return `${words[tense]} (${topic.shown}, ${percent})${reason}`;
  }
  return `${SAYING[mannerOf(topic)][tense]} ${named(topic)} (${percent})`;
}

/** Several topics in one clause; those said in the same way share their verb: `mention “a” (9%) and “b” (7%)`. */
export function othersPredicate(topics: readonly Topic[]): string {
  const byVerb = new Map<string, string[]>();
  for (const topic of topics) {
    const verb = topic.reaction === null ? SAYING[mannerOf(topic)].others : 'react with';
    byVerb.set(verb, [...(byVerb.get(verb) ?? []), withShare(topic)]);
  }
  return joined([...byVerb].map(([verb, whats]) => `${verb} ${joined(whats)}`));
}

/** `“stone frog” (12%)` */
export function withShare(topic: Topic): string {
  return `${named(topic)} (${percentText(topic)})`;
}

/** `1 person`, `7 people`, `about 85 people`: larger numbers are estimates, and say so. */
export function peopleText(people: number): string {
  if (people === 1) return '1 person';
  if (people <= EXACT_PEOPLE_MAX) return `${people} people`;
  const step = people < 100 ? 5 : people < 1_000 ? 10 : 100;
  return `about ${count(Math.round(people / step) * step)} people`;
}

export function messagesText(messages: number): string {
  return `${count(messages)} ${messages === 1 ? 'message' : 'messages'}`;
}

/** `20 seconds`, `minute`, `5 minutes`, `2.5 hours`: what follows "in the last". */
export function spanText(seconds: number): string {
  if (seconds < 55) return seconds < 1.5 ? 'second' : `${Math.round(seconds)} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes >= 120) return `${(minutes / 60).toFixed(1).replace('.0', '')} hours`;
  return minutes === 1 ? 'minute' : `${minutes} minutes`;
}

export function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function mannerOf(topic: Topic): keyof typeof SAYING {
  if (topic.kind === TERM.emote) return 'post';
  if (topic.asks) return 'ask';
  if (topic.pasted) return 'repeat';
  return topic.alone ? 'say' : 'mention';
}

/** Emotes stand for themselves; words are quoted. */
function named({ kind, reaction, shown }: Topic): string {
  return reaction !== null || kind === TERM.emote ? (shown ?? '') : `“${shown ?? ''}”`;
}

function percentText({ bucket }: Topic): string {
  return `${Math.round(bucket.share * 100)}%`;
}
