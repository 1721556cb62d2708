import type { SentimentLabel } from '../../../domain/mood.ts';
import type { Evidence } from './evidence.ts';

/** Confidence where nothing was felt: of a message without words, and of one whose words are all known. */
const NOTHING_SAID = 0.3;
const ALL_PLAIN = 0.6;
/** An emote nobody knows may have said everything. */
const UNKNOWN_EMOTE = 0.05;
/** What the first token with a meaning is worth, and what each point of valence adds. */
const SOMETHING_SAID = 0.45;
const VALENCE_ADDS = 0.5;
/** Confidence left where the tokens contradict one another completely. */
const CONTRADICTED = 0.4;
/** Something was felt, but not enough to say which way. */
const UNDECIDED = 0.6;
/** Emotes and emoji mean the same in every language; words of another language mean nothing here. */
const EMOTES_SPEAK = 0.7;
const UNKNOWN_LANGUAGE = 0.2;

/**
 * 0 to 1: how much there was to judge by.
 * @param strength size of the total the label came from
 * @param english see `englishShare`
 */
export function confidenceOf(sum: Evidence, label: SentimentLabel, strength: number, english: number): number {
  const felt = sum.goodWords + sum.badWords + sum.goodEmotes + sum.badEmotes + sum.laughter;
  if (felt === 0) return plainConfidence(sum, english);
  const enough = Math.min(1, SOMETHING_SAID + VALENCE_ADDS * felt);
  const agreement = CONTRADICTED + (1 - CONTRADICTED) * Math.min(1, strength / felt);
  const understood = sum.rated > 0 ? Math.max(english, EMOTES_SPEAK) : english;
  const spoken = UNKNOWN_LANGUAGE + (1 - UNKNOWN_LANGUAGE) * understood;
  return enough * agreement * spoken * (label === 'neu' ? UNDECIDED : 1);
}

/** Nothing was felt, as far as the message was understood. */
function plainConfidence(sum: Evidence, english: number): number {
  if (sum.words === 0) return sum.unknownEmotes > 0 ? UNKNOWN_EMOTE : NOTHING_SAID;
  return Math.max(UNKNOWN_EMOTE, english * ALL_PLAIN * (0.25 + (0.75 * sum.knownWords) / sum.words));
}
