import { MOODS, type Mood, type Sentiment, type SentimentLabel } from '../../../domain/mood.ts';
import { confidenceOf } from './confidence.ts';
import type { Evidence } from './evidence.ts';
import { englishShare } from './language.ts';
import type { MessageReader } from './message-reader.ts';

/** Scores nearer to 0 than this are neutral: about one mild word in a short message. */
const NEUTRAL_BELOW = 0.24;
/** Mood weights below this are no mood. */
const MOOD_WEIGHT_MIN = 0.1;

/** Words without a feeling that do not yet thin out what the others say, and what each one beyond them takes away. */
const PLAIN_WORDS_FREE = 4;
const PLAIN_WORD_THINS = 0.04;
/** Words that may be of another language still count this much: `gg` and `nice` are typed everywhere. */
const OTHER_LANGUAGE_COUNTS = 0.25;
/** Questions ask more than they feel; without a question mark they are harder to tell. */
const QUESTION_COUNTS = 0.6;
const MAYBE_QUESTION_COUNTS = 0.8;
/** Words below this are a complaint, and laughing at one is mockery: it adds to the complaint instead of the joy. */
const COMPLAINT = -0.15;
const MOCKERY = -0.2;
/** Emotes below this are unhappy, and laughter beside them is hardly joy. */
const UNHAPPY = -0.3;
const BITTER_LAUGHTER = 0.25;
/** Praise beside an ironic emote is none, and an insult is half a joke. */
const IRONIC_PRAISE = -0.6;
const IRONIC_INSULT = 0.4;
const QUESTION_MARKS_MAX = 4;
const EXCLAMATION_ADDS = 0.08;
const EXCLAMATIONS_MAX = 3;
/** Shouting is excitement until something says that it is anger. */
const SHOUTING_ADDS = 0.1;
const SHOUTED_LETTERS_MIN = 6;
const SHOUTED_SHARE = 0.8;
/** Messages with links are mostly announcements. */
const LINK_COUNTS = 0.5;
/** From this length on a message is more often pasted than meant. */
const PASTED_CHARS = 220;
const PASTED_COUNTS = 0.7;

const COMMAND: Sentiment = { label: 'neu', score: 0, confidence: 0.8, mood: 'calm' };

/** Turns evidence into a judgement. */
export function judge(sum: Evidence, reader: MessageReader, textChars: number): Sentiment {
  if (reader.command) return COMMAND;
  const english = englishShare(sum, reader);
  let total = addUp(sum, reader, english);
  total *= 1 + EXCLAMATION_ADDS * Math.min(EXCLAMATIONS_MAX, reader.exclamationMarks);
  if (isShouted(reader)) {
    const angry = total < -SHOUTING_ADDS;
    total += angry ? -SHOUTING_ADDS : SHOUTING_ADDS;
    sum.feel(angry ? 'anger' : 'hype', SHOUTING_ADDS);
  }
  if (reader.links > 0) total *= LINK_COUNTS;
  if (textChars > PASTED_CHARS) total *= PASTED_COUNTS;
  if (sum.rated === 0 && reader.questionMarks > 0)
    sum.feel('confusion', 0.1 + 0.1 * Math.min(QUESTION_MARKS_MAX, reader.questionMarks));
  const score = Math.tanh(total);
  const label = labelOf(score);
  return { label, score, confidence: confidenceOf(sum, label, Math.abs(total), english), mood: strongestMood(sum) };
}

function labelOf(score: number): SentimentLabel {
  if (score >= NEUTRAL_BELOW) return 'pos';
  return score <= -NEUTRAL_BELOW ? 'neg' : 'neu';
}

/** Words, emotes and laughter together: positive when good, of any size. */
function addUp(sum: Evidence, reader: MessageReader, english: number): number {
  const thinned = 1 + PLAIN_WORD_THINS * Math.max(0, sum.plainWords - PLAIN_WORDS_FREE);
  const understood = OTHER_LANGUAGE_COUNTS + (1 - OTHER_LANGUAGE_COUNTS) * english;
  let words = ((sum.goodWords - sum.badWords) * understood) / thinned;
  if (reader.questionMarks > 0) words *= QUESTION_COUNTS;
  else if (sum.beginsWithQuestion) words *= MAYBE_QUESTION_COUNTS;
  const emotes = sum.goodEmotes - sum.badEmotes;
  let { laughter } = sum;
  if (words < COMPLAINT) laughter *= MOCKERY;
  else if (emotes < UNHAPPY) laughter *= BITTER_LAUGHTER;
  if (sum.irony > 0) words *= words > 0 ? IRONIC_PRAISE : IRONIC_INSULT;
  return words + emotes + laughter;
}

function isShouted(reader: MessageReader): boolean {
  return reader.letters >= SHOUTED_LETTERS_MIN && reader.capitals >= SHOUTED_SHARE * reader.letters;
}

/** The first of the strongest, in the order of MOODS; calm without any. */
function strongestMood(sum: Evidence): Mood {
  let best: Mood = 'calm';
  let weight = MOOD_WEIGHT_MIN;
  for (let i = 0; i < MOODS.length; i++) {
    const own = sum.moods[i] ?? 0;
    if (own <= weight) continue;
    weight = own;
    best = MOODS[i] ?? best;
  }
  return best;
}
