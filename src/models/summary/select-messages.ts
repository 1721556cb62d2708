import type { SummaryMessage } from '../../domain/ports/models.ts';
import { isInstructionShaped } from '../instruction-shaped.ts';
import { promptText } from './chat-data.ts';

/** Messages of one text, shown to a model once. */
export interface ChatLine {
  readonly text: string;
  readonly at: number;
  /** All messages with this text, the first one first. */
  readonly messages: readonly SummaryMessage[];
}

export interface Selection {
  /** In order of time; what the model is shown. */
  readonly lines: readonly ChatLine[];
  /** Everything that could be shown, for judging what the chat said. */
  readonly readable: readonly SummaryMessage[];
}

export interface SelectionLimits {
  readonly linesMax: number;
  readonly charactersMax: number;
  /** Messages looked at; of more, an even choice. */
  readonly messagesMax: number;
}

const SLICES = 12;

/**
 * The part of a chat that fits into a prompt. Repeats are shown once with their number; of the rest each stretch of the
 * window gets its share of the room, and within it what several people wrote comes first, then what says most.
 */
export function selectMessages(messages: readonly SummaryMessage[], limits: SelectionLimits): Selection {
  const readable = thinned(messages, limits.messagesMax).filter(
    ({ text }) => promptText(text) !== '' && !isInstructionShaped(text),
  );
  const byText = Map.groupBy(readable, ({ text }) => promptText(text).toLowerCase());
  const lines = [...byText.values()].flatMap((same): ChatLine[] => {
    const [first] = same;
    return first === undefined ? [] : [{ text: promptText(first.text), at: first.at, messages: same }];
  });
  return { lines: fitting(lines, limits).toSorted((a, b) => a.at - b.at), readable };
}

function fitting(lines: readonly ChatLine[], { linesMax, charactersMax }: SelectionLimits): readonly ChatLine[] {
  const characters = lines.reduce((sum, { text }) => sum + text.length, 0);
  if (lines.length <= linesMax && characters <= charactersMax) return lines;
  const from = lines.reduce((first, { at }) => Math.min(first, at), Infinity);
  const to = lines.reduce((last, { at }) => Math.max(last, at), -Infinity);
  const sliceOf = ({ at }: ChatLine): number =>
    Math.min(SLICES - 1, Math.floor(((at - from) / (to - from || 1)) * SLICES));
  const slices = [...Map.groupBy(lines, sliceOf).values()].map((slice) =>
    slice.toSorted((a, b) => worth(b) - worth(a)),
  );
  const chosen: ChatLine[] = [];
  let room = charactersMax;
  for (let rank = 0; chosen.length < linesMax; rank++) {
    const round = slices.flatMap((slice) => slice.slice(rank, rank + 1));
    if (round.length === 0) break;
    for (const line of round) {
      if (chosen.length >= linesMax || line.text.length > room) continue;
      room -= line.text.length;
      chosen.push(line);
    }
  }
  return chosen;
}

function worth({ text, messages }: ChatLine): number {
  const words = Math.min(12, text.split(' ').length);
  return new Set(messages.map(({ author }) => author)).size * 4 + words;
}

/** Every so many-th message, so that an hour of a busy chat costs no more to read than its tenth part. */
function thinned(messages: readonly SummaryMessage[], max: number): readonly SummaryMessage[] {
  if (messages.length <= max) return messages;
  return Array.from({ length: max }, (_, i) => messages[Math.floor((i * messages.length) / max)]).filter(
    (message) => message !== undefined,
  );
}
