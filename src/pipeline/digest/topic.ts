import type { BucketSample, TopicBucket } from '../../domain/headline.ts';
import { clip } from '../../lib/markdown.ts';
import { PEOPLE_MIN, type Candidate } from './candidate.ts';
import { isFitToQuote } from './fit-to-quote.ts';
import { isMember } from './members.ts';
import type { IsName } from './name-table.ts';
import { calm, findPhrase } from './phrase.ts';
import type { Sample } from './sample.ts';
import { reactionOfKey, TERM, type Reaction } from './term.ts';
import type { TokenReader } from './token-reader.ts';
import type { WindowView } from './window-view.ts';

const SAMPLES_MAX = 5;
const SAMPLE_CHARACTERS_MAX = 200;
const KEYWORDS_MAX = 6;
const TOPIC_WORDS_MAX = 4;
const TOPIC_GLYPHS_MAX = 12;
/** Emotes by which a reaction is named. */
const FACES_MAX = 2;
/** Share of strangers among the authors from which a topic looks like a wave of bots. */
const STRANGERS_SHARE_MIN = 0.6;
const STRANGERS_MIN = 5;

/** A term that stands for a topic, with the terms that mostly come along with it. */
export interface Cluster {
  readonly anchor: Candidate;
  readonly others: readonly Candidate[];
}

/** What some people in a window of time talk about. */
export interface Topic {
  readonly key: number;
  readonly kind: number;
  readonly reaction: Reaction | null;
  /** What is shown of it; null where it may not be named. */
  readonly shown: string | null;
  readonly asks: boolean;
  /** Many people paste the same long text. */
  readonly pasted: boolean;
  /** Most of its messages hold nothing else. */
  readonly alone: boolean;
  readonly people: number;
  readonly weight: number;
  readonly members: Uint32Array;
  readonly bucket: TopicBucket;
}

export function describeTopic(cluster: Cluster, view: WindowView, reader: TokenReader, isName: IsName): Topic {
  const { anchor, others } = cluster;
  const { key, kind, people, weight, members } = anchor;
  const samples = membersOf(anchor, view);
  const reaction = kind === TERM.reaction ? reactionOfKey(key) : null;
  const hidden = looksLikeAttack(samples) || (kind !== TERM.emote && isName(key));
  const phrase = hidden || reaction !== null ? null : findPhrase(anchor, samples, reader, isName);
  const words = unique([anchor, ...others.filter((other) => !isName(other.key))].map((one) => wordOf(one, view)));
  const faces = hidden || reaction === null ? null : words.slice(0, FACES_MAX).join(', ');
  const shown = phrase?.text ?? faces;
  return {
    ...{ key, kind, reaction, people, weight, members },
    shown: shown === '' ? null : shown,
    asks: samples.filter(({ text }) => /[?？]/.test(text)).length * 2 >= samples.length,
    alone: phrase !== null && phrase.alone,
    pasted: phrase !== null && kind === TERM.word && phrase.tokens > TOPIC_WORDS_MAX,
    bucket: {
      id: reaction ?? key.toString(36),
      from: samples.reduce((first, { at }) => Math.min(first, at), view.to),
      to: samples.reduce((last, { at }) => Math.max(last, at), view.from),
      ...textsOf(shown ?? '', kind, words, samples),
      messages: anchor.messages,
      chatters: people,
      share: view.messages === 0 ? 0 : Math.min(1, anchor.messages / view.messages),
      sentiment: Math.max(-1, Math.min(1, anchor.feeling / Math.max(1, anchor.messages))),
    },
  };
}

/** A topic that may not be named shows no word of it. */
function textsOf(
  shown: string,
  kind: number,
  keywords: readonly string[],
  samples: readonly Sample[],
): Pick<TopicBucket, 'topic' | 'keywords' | 'samples'> {
  if (shown === '') return { topic: '', keywords: [], samples: [] };
  return { topic: wordsOf(shown, kind), keywords, samples: typical(samples, shown) };
}

/** Kept messages that hold the term, oldest first. */
export function membersOf(candidate: Candidate, view: WindowView): readonly Sample[] {
  return view.samples.filter((_, index) => isMember(candidate, index));
}

/** At most four words, from the beginning. */
function wordsOf(shown: string, kind: number): string {
  if (kind === TERM.glyphs) return clip(shown, TOPIC_GLYPHS_MAX);
  return shown.replaceAll(',', '').split(' ').slice(0, TOPIC_WORDS_MAX).join(' ');
}

/** The term as it was first written; '' where it may not be shown. */
function wordOf({ firstSample, firstStart, firstEnd }: Candidate, view: WindowView): string {
  const text = calm(view.samples[firstSample]?.text.slice(firstStart, firstEnd) ?? '');
  return isFitToQuote(text) ? text : '';
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)].filter((word) => word !== '').slice(0, KEYWORDS_MAX);
}

function looksLikeAttack(samples: readonly Sample[]): boolean {
  const strangers = samples.filter(({ firstEver }) => firstEver).length;
  return strangers >= STRANGERS_MIN && strangers >= STRANGERS_SHARE_MIN * samples.length;
}

/** Those that hold the phrase and may be shown come first, the newest before others; one a chatter. */
function typical(samples: readonly Sample[], shown: string): readonly BucketSample[] {
  const phrase = shown.toLowerCase();
  const newest = samples.toReversed();
  const holding = newest.filter(({ text }) => text.toLowerCase().includes(phrase));
  const chosen: Sample[] = [];
  const unfit: Sample[] = [];
  for (const sample of [...holding, ...newest]) {
    if (chosen.length === SAMPLES_MAX) break;
    if ([...chosen, ...unfit].some(({ chatterId }) => chatterId === sample.chatterId)) continue;
    (isFitToQuote(sample.text) ? chosen : unfit).push(sample);
  }
  return [...chosen, ...unfit]
    .slice(0, SAMPLES_MAX)
    .map(({ id, chatterId, text }) => ({ messageId: id, chatterId, text: clip(text, SAMPLE_CHARACTERS_MAX) }));
}

/** Whether enough different people stand behind it that it may be named. */
export function isNameable(topic: Topic): boolean {
  return topic.shown !== null && topic.people >= PEOPLE_MIN;
}
