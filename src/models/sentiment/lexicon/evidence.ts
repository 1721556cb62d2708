import { MOODS, type Mood } from '../../../domain/mood.ts';

/** What the tokens of one message add up to, used again for every message. */
export class Evidence {
  /** Sums of valences, each 0 or more. */
  goodWords = 0;
  badWords = 0;
  goodEmotes = 0;
  badEmotes = 0;
  laughter = 0;
  /** Ironic emotes and emoji. */
  irony = 0;
  words = 0;
  /** Words that say nothing about a feeling. */
  plainWords = 0;
  /** Words known in any way, and frequent words of English and of other languages in Latin letters. */
  knownWords = 0;
  englishWords = 0;
  foreignWords = 0;
  /** Emotes and emoji with a meaning, and emotes without. */
  rated = 0;
  unknownEmotes = 0;
  beginsWithQuestion = false;
  /** Weights by the order of MOODS. */
  readonly moods = new Float64Array(MOODS.length);

  reset(): void {
    this.goodWords = this.badWords = this.goodEmotes = this.badEmotes = this.laughter = this.irony = 0;
    this.words = this.plainWords = this.knownWords = this.englishWords = this.foreignWords = 0;
    this.rated = this.unknownEmotes = 0;
    this.beginsWithQuestion = false;
    this.moods.fill(0);
  }

  feel(mood: Mood, weight: number): void {
    const index = MOOD_INDEX[mood];
    this.moods[index] = (this.moods[index] ?? 0) + weight;
  }
}

const MOOD_INDEX: Readonly<Record<Mood, number>> = { joy: 0, hype: 1, sad: 2, anger: 3, confusion: 4, calm: 5 };
