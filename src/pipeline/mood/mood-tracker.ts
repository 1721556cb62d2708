import type { ChannelName, ChatMessage, EpochMs } from '../../domain/chat-event.ts';
import type { MinuteMood, Mood, MoodSnapshot, Sentiment } from '../../domain/mood.ts';
import type { SentimentScorer, TokenSink } from '../../domain/ports/models.ts';
import { chatterKey } from '../../lib/hash.ts';
import { moodColor } from '../../lib/mood-color.ts';
import { dominantOf, isCalmedDown } from './dominant.ts';
import { Drivers } from './drivers.ts';
import { Fading } from './fading.ts';
import { JudgedLog } from './judged-log.ts';
import { EmoteSchool } from './emote-school.ts';
import { MessageWeight, spread } from './message-weight.ts';
import { MinuteMoodRecorder } from './minute-mood.ts';
import { MoodSums } from './mood-sums.ts';

/** Weight assumed to feel nothing: as much as two messages judged with certainty. */
const CALM_WEIGHT = 2;

/** A better judgement of a message that was judged before: what it said at `at` is replaced. */
export interface MoodRevision {
  readonly channel: ChannelName;
  /** `receivedAt` of the message. */
  readonly at: EpochMs;
  readonly from: Sentiment;
  readonly to: Sentiment;
  /** Name of the model that judged again. */
  readonly model: string;
}

/**
 * One channel's mood: weighted sums that fade with time. Times never go back. Adding a message moves the score by at
 * most 2 / (1 + {@link CALM_WEIGHT} + a quarter of the messages in the sample).
 */
export class MoodTracker {
  readonly #channel: ChannelName;
  readonly #scorer: SentimentScorer;
  readonly #fading = new Fading();
  readonly #sums = new MoodSums();
  readonly #weights = new MessageWeight();
  readonly #log = new JudgedLog();
  readonly #drivers = new Drivers();
  readonly #school = new EmoteSchool();
  readonly #minute: MinuteMoodRecorder;
  readonly #heard: TokenSink = (token, kind, valence, learned) => {
    this.#school.hear(token, kind, valence, learned);
    if (valence !== null && this.#weight > 0)
      this.#drivers.add(token, kind, valence, learned, this.#weight * this.#fading.scale, this.#messages);
  };
  /** Handed to the scorer again and again, so that judging allocates nothing here; valid during the call only. */
  readonly #rateable: { text: string; emotes: readonly string[] } = { text: '', emotes: [] };
  #dominant: Mood | null = null;
  #messages = 0;
  /** Of the message in hand. */
  #weight = 0;
  /** Weight of the messages that another model judged again, and its name. */
  #revised = 0;
  #revisedBy = '';

  constructor(channel: ChannelName, scorer: SentimentScorer, now: EpochMs) {
    this.#channel = channel;
    this.#scorer = scorer;
    this.#minute = new MinuteMoodRecorder(channel, now);
  }

  /** There was a message since the start. */
  get hasMessages(): boolean {
    return this.#messages > 0;
  }

  /**
   * @param emotes names of all emotes in the message, one entry a use
   * @param chatter `chatterKey` of the author, for those who have it at hand
   */
  observe(message: ChatMessage, emotes: readonly string[], chatter = chatterKey(message.author.id)): Sentiment {
    const now = message.receivedAt;
    this.#advance(now);
    this.#messages++;
    this.#weight = this.#weights.of(chatter, message.text, Math.floor(now / 1000));
    this.#rateable.text = message.text;
    this.#rateable.emotes = emotes;
    this.#school.begin();
    const judged = this.#scorer.rate(this.#rateable, this.#school.learned, this.#heard);
    // What somebody wrote is not kept, not even until the next message.
    this.#rateable.text = '';
    if (this.#school.hasPupils) this.#teach(judged, chatter, now);
    this.#log.add(now, judged, this.#fading.faded, this.#weight);
    this.#minute.add(judged, this.#weight);
    if (this.#weight === 0) return judged;
    this.#fading.add(this.#weight);
    this.#sums.add(judged, this.#weight, this.#fading.scale);
    this.#dominant = dominantOf(this.#sums, CALM_WEIGHT * this.#fading.scale, this.#dominant);
    return judged;
  }

  /** Replaces a judgement as if it had been the better one from the beginning. Does nothing for a message long forgotten. */
  revise({ at, from, to, model }: MoodRevision): void {
    const known = this.#log.replace(at, from, to);
    if (known === null) return;
    this.#minute.revise(at, from, to, known.weight);
    if (known.weight === 0) return;
    const scale = this.#fading.scaleAt(known.faded);
    this.#sums.add(from, known.weight, scale, -1);
    this.#sums.add(to, known.weight, scale);
    this.#dominant = dominantOf(this.#sums, CALM_WEIGHT * this.#fading.scale, this.#dominant);
    if (this.#revisedBy !== model) this.#revised = 0;
    this.#revisedBy = model;
    this.#revised += known.weight * scale;
  }

  snapshot(now: EpochMs): MoodSnapshot {
    const { sample, scale } = this.#fading.at(now);
    const reading = this.#sums.read(scale, CALM_WEIGHT, sample);
    return {
      channel: this.#channel,
      at: now,
      ...reading,
      dominant: dominantOf(this.#sums, CALM_WEIGHT * scale, this.#dominant),
      messages: sample,
      color: moodColor(reading),
      drivers: this.#drivers.top(scale),
      // The one whose word counts for more of what is shown.
      model: this.#revised > (sample * scale) / 2 ? this.#revisedBy : this.#scorer.name,
    };
  }

  /** The minute so far. */
  minute(): MinuteMood {
    return this.#minute.read();
  }

  /** Begins the minute of `now`. */
  nextMinute(now: EpochMs): void {
    this.#minute.next(now);
  }

  #advance(now: EpochMs): void {
    const divisor = this.#fading.advance(now);
    if (divisor !== 1) {
      this.#sums.divide(divisor);
      this.#drivers.divide(divisor);
      this.#revised /= divisor;
    }
    // A mood that faded away while nobody wrote has no claim on what comes next.
    if (this.#dominant !== null && isCalmedDown(this.#sums, CALM_WEIGHT * this.#fading.scale, this.#dominant))
      this.#dominant = 'calm';
  }

  #teach(judged: Sentiment, chatter: number, now: EpochMs): void {
    const { scale } = this.#fading;
    const mood = this.#sums.score(scale, CALM_WEIGHT);
    this.#school.teach(judged, mood, this.#weights.textShare, spread(chatter), now);
  }
}
