import type { EpochMs } from '../../domain/chat-event.ts';
import type { MoodDriver, Sentiment } from '../../domain/mood.ts';
import type { LearnedValence } from '../../domain/ports/models.ts';
import { LearnedEmotes } from './learned-emotes.ts';

/** Unrated emotes that one message can teach. */
const PUPILS_MAX = 4;
/** A message without a rated word or emote still came at a moment when chat felt something. */
const EVIDENCE_OF_MOMENT = 0.15;
/** The channel's usual mood moves by this share with each such message. */
const USUAL_STEP = 1 / 256;
/** Copies of a pasted text teach nothing. */
const TEXT_SHARE_MIN = 0.5;

/** Listens to what a scorer hears in one message after the other, and teaches the emotes nobody rated. */
export class EmoteSchool {
  readonly #emotes = new LearnedEmotes();
  readonly #pupils: string[] = [];
  #ratedSum = 0;
  #rated = 0;
  #heardLearned = false;
  #usual = 0;

  get learned(): LearnedValence {
    return this.#emotes;
  }

  /** The message in hand has emotes nobody rated. */
  get hasPupils(): boolean {
    return this.#pupils.length > 0;
  }

  begin(): void {
    while (this.#pupils.length > 0) this.#pupils.pop();
    this.#ratedSum = 0;
    this.#rated = 0;
    this.#heardLearned = false;
  }

  hear(token: string, kind: MoodDriver['kind'], valence: number | null, learned: boolean): void {
    if (valence !== null && !learned) {
      this.#ratedSum += valence;
      this.#rated++;
      return;
    }
    if (kind !== 'emote') return;
    this.#heardLearned ||= learned;
    if (this.#pupils.length < PUPILS_MAX && !this.#pupils.includes(token)) this.#pupils.push(token);
  }

  /**
   * @param mood of the channel, −1 to 1
   * @param textShare what the text counts among its copies, 0 to 1
   * @param chatter 32-bit hash of the author
   */
  teach(judged: Sentiment, mood: number, textShare: number, chatter: number, now: EpochMs): void {
    // Against what is usual here: else every emote of a cheerful channel would come to mean cheer.
    const moment = mood - this.#usual;
    this.#usual += moment * USUAL_STEP;
    if (textShare < TEXT_SHARE_MIN) return;
    const [company, evidence] = this.#rated > 0 ? [this.#company(judged), 1] : [moment, EVIDENCE_OF_MOMENT];
    for (const emote of this.#pupils) this.#emotes.teach(emote, company, evidence, chatter, now);
  }

  /** What the rated part of the message says. What was learned must not teach itself. */
  #company(judged: Sentiment): number {
    return this.#heardLearned ? this.#ratedSum / this.#rated : judged.score;
  }
}
