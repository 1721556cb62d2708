import type { Summary, SummaryPoint } from '../../domain/headline.ts';
import type { SentimentScorer, SummaryMessage, SummaryRequest } from '../../domain/ports/models.ts';
import { reasonOf } from './headline-words.ts';
import type { IsName } from './name-table.ts';
import { SummarySlice } from './summary-slice.ts';
import { isNameable, type Topic } from './topic.ts';
import { joined, messagesText, peopleText, predicate, spanText, withShare } from './topic-words.ts';
import { tokenKey } from './token-hash.ts';
import { TokenReader } from './token-reader.ts';

const POINTS_MAX = 6;
const SLICES_MAX = 48;
const SLICE_MS_MIN = 60_000;
const ALSO_MAX = 3;
/** Share of the messages, of the whole or of a slice, from which a topic is worth a word. */
const TOPIC_SHARE_MIN = 0.05;
const POINT_SHARE_MIN = 0.06;
/** Kept messages a slice, and of the whole. */
const SLICE_SAMPLES_MAX = 96;
const WHOLE_SAMPLES_MAX = 320;

/** What a summary speaks of, with the numbers of all its messages, of which those given may be a selection. */
export type ExtractWindow = Pick<SummaryRequest, 'channel' | 'from' | 'to' | 'totalMessages' | 'totalChatters'>;

interface Moment {
  readonly topic: Topic;
  readonly about: Topic | null;
  readonly strength: number;
}

/**
 * Says what a stretch of chat was about, from counts alone: what most was about, and when each topic was strongest. The
 * same rules as for headlines: only what several people said, nobody's name, no link. `fallback` is null; whoever asked
 * a language model first says why this stands instead.
 * @param messages oldest first
 * @param scorer judges each message; without one nothing is felt
 */
export function summarizeExtractive(
  messages: readonly SummaryMessage[],
  window: ExtractWindow,
  scorer: SentimentScorer | null = null,
): Summary {
  const reader = new TokenReader();
  const names = new Set(messages.map(({ author }) => tokenKey(author)));
  const isName: IsName = (key) => names.has(key);
  const whole = new SummarySlice(window.from, window.to, WHOLE_SAMPLES_MAX);
  const slices = slicesOf(window);
  const sliceMs = (window.to - window.from) / slices.length;
  for (const message of messages) {
    reader.read(message.text, []);
    if (reader.command) continue;
    const at = sliceMs > 0 ? Math.floor((message.at - window.from) / sliceMs) : 0;
    const feeling = scorer?.rate({ text: message.text, emotes: [] }, null, null).score ?? 0;
    whole.add(message, reader, feeling);
    slices[Math.max(0, Math.min(slices.length - 1, at))]?.add(message, reader, feeling);
  }
  const topics = whole.topics(reader, isName).filter(isNameable);
  const shares = new Map(topics.map(({ bucket }) => [bucket.id, bucket.share]));
  const moments = slices.flatMap((slice) => momentsOf(slice.topics(reader, isName), shares));
  const { channel, from, to, totalMessages, totalChatters } = window;
  return {
    channel,
    from,
    to,
    messages: totalMessages,
    chatters: totalChatters,
    overview: overviewOf(topics, window),
    points: strongest(moments).map(pointOf),
    sentiment: whole.sentiment,
    model: 'extractive',
    fallback: null,
  };
}

function slicesOf({ from, to }: ExtractWindow): readonly SummarySlice[] {
  const count = Math.max(1, Math.min(SLICES_MAX, Math.round((to - from) / SLICE_MS_MIN)));
  const length = (to - from) / count;
  return Array.from({ length: count }, (_, index) => {
    return new SummarySlice(from + index * length, from + (index + 1) * length, SLICE_SAMPLES_MAX);
  });
}

/** What stood out in a slice: many people, and more of them than in the whole. */
function momentsOf(topics: readonly Topic[], shares: ReadonlyMap<string, number>): readonly Moment[] {
  const nameable = topics.filter(isNameable);
  return nameable
    .filter(({ bucket }) => bucket.share >= POINT_SHARE_MIN)
    .map((topic) => {
      const usual = shares.get(topic.bucket.id) ?? 0;
      const about = topic.reaction === null ? null : reasonOf(topic, nameable);
      return { topic, about, strength: topic.people * Math.sqrt((topic.bucket.share + 0.05) / (usual + 0.05)) };
    });
}

/** Each topic at its strongest, the strongest of all, in order of time. */
function strongest(moments: readonly Moment[]): readonly Moment[] {
  const chosen: Moment[] = [];
  const told = new Set<string>();
  for (const moment of moments.toSorted((a, b) => b.strength - a.strength)) {
    const { topic, about } = moment;
    // The same words may have another anchor in another slice.
    if (chosen.length === POINTS_MAX || told.has(topic.bucket.id) || told.has((topic.shown ?? '').toLowerCase()))
      continue;
    for (const { bucket, shown } of about === null ? [topic] : [topic, about]) {
      told.add(bucket.id).add((shown ?? '').toLowerCase());
    }
    chosen.push(moment);
  }
  return chosen.sort((a, b) => a.topic.bucket.from - b.topic.bucket.from);
}

function pointOf({ topic, about }: Moment): SummaryPoint {
  const samples = [...topic.bucket.samples, ...(about?.bucket.samples ?? [])];
  return {
    text: `Chat ${predicate(topic, about, 'then')} — ${peopleText(topic.people)}.`,
    at: topic.bucket.from,
    messages: topic.bucket.messages,
    messageIds: [...new Set(samples.map(({ messageId }) => messageId))],
  };
}

function overviewOf(topics: readonly Topic[], window: ExtractWindow): string {
  const seconds = (window.to - window.from) / 1_000;
  const during = `in ${spanText(seconds).replace(/^(minute|second)$/, 'a $1')}`;
  if (window.totalMessages === 0) return `No messages ${during}.`;
  const size = `${messagesText(window.totalMessages)} from ${peopleText(window.totalChatters)} ${during}`;
  const ranked = topics.filter(({ bucket }) => bucket.share >= TOPIC_SHARE_MIN).sort((a, b) => b.people - a.people);
  const [lead, ...others] = ranked;
  if (lead === undefined) return `${size}, without a topic that stood out.`;
  const about = lead.reaction === null ? null : reasonOf(lead, others);
  const also = others.filter((topic) => topic !== about).slice(0, ALSO_MAX);
  const first = `${size}: above all, chat ${predicate(lead, about, 'then')}.`;
  return also.length === 0 ? first : `${first} Also: ${joined(also.map(withShare))}.`;
}
