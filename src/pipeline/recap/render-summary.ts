import type { EpochMs, StreamInfo } from '../../domain/chat-event.ts';
import type { CommandReply, ReplyBlock } from '../../domain/command.ts';
import type { Summary, SummaryFallback, SummaryPoint } from '../../domain/headline.ts';
import { duration } from '../../lib/duration.ts';
import { clockTime, count, discordTime, vodUrl } from '../../lib/format.ts';
import { escapeClipped } from '../../lib/markdown.ts';

const OVERVIEW_CHARACTERS_MAX = 600;
const POINT_CHARACTERS_MAX = 220;
const POINTS_MAX = 6;
const NAME_CHARACTERS_MAX = 40;
const SUMMARY_ACCENT = 0x5865f2;

/** Why a language model's words are missing, to be read after "without a model's words:". */
export const FALLBACK_TEXT: Readonly<Record<SummaryFallback, string>> = {
  'no-model': 'no model is set up',
  'no-budget': "today's budget is spent",
  timeout: 'the model did not answer in time',
  unreachable: 'the model cannot be reached',
  'rate-limited': 'the model has too much to do',
  malformed: 'its answer made no sense',
  unfaithful: 'it claimed what chat did not say',
  declined: 'the model declined',
  rejected: 'the model refused the request',
};

export interface SummaryPlace {
  /** The broadcast the window lies in; null while unknown. */
  readonly stream: StreamInfo | null;
  readonly reachBackSeconds: number;
}

/** A summary as a message of its own. */
export function renderSummary(summary: Summary, place: SummaryPlace): CommandReply {
  const { channel } = summary;
  return {
    accent: SUMMARY_ACCENT,
    blocks: [
      text(`### What chat said in **${escapeClipped(channel, NAME_CHARACTERS_MAX)}**\n${windowText(summary)}`),
      ...summaryBlocks(summary, place),
    ],
  };
}

/** Overview, points with their times, and who wrote it; without a heading, to stand within another message. */
export function summaryBlocks(summary: Summary, place: SummaryPlace): readonly ReplyBlock[] {
  const points = summary.points.slice(0, POINTS_MAX).map((point) => `- ${timeOf(point.at, place)} ${pointText(point)}`);
  return [
    text(escapeClipped(summary.overview, OVERVIEW_CHARACTERS_MAX)),
    ...(points.length === 0 ? [] : [text(points.join('\n'))]),
    text(`-# ${authorText(summary)}`),
  ];
}

/** `last 10 min · 1,204 messages of 212 chatters` */
export function windowText({ from, to, messages, chatters }: Summary): string {
  return `${discordTime(from, 't')} to ${discordTime(to, 't')} (${duration(to - from)}) · ${count(messages)} messages of ${count(chatters)} chatters`;
}

/** Whose words these are, and why they are not a model's where one was asked. */
export function authorText({ model, fallback }: Summary): string {
  if (fallback !== null) return `Put together from chat's own words: ${FALLBACK_TEXT[fallback]}.`;
  if (model === 'extractive') return "Put together from chat's own words, by counting.";
  return `Written by ${escapeClipped(model, NAME_CHARACTERS_MAX)} from chat messages; it may be wrong.`;
}

function pointText({ text: said, messages }: SummaryPoint): string {
  return `${escapeClipped(said, POINT_CHARACTERS_MAX)}${messages > 1 ? ` (${count(messages)} messages)` : ''}`;
}

/** The place in the video where there is one, else the time of day. */
function timeOf(at: EpochMs, { stream, reachBackSeconds }: SummaryPlace): string {
  if (stream === null || at < stream.startedAt) return discordTime(at, 't');
  const offset = Math.max(0, (at - stream.startedAt) / 1000 - reachBackSeconds);
  const time = clockTime(offset);
  return stream.vodId === null ? `\`${time}\`` : `[${time}](${vodUrl(stream.vodId, offset)})`;
}

function text(markdown: string): ReplyBlock {
  return { kind: 'text', markdown };
}
