import type { ChannelSignal, ChatMessage, ChatNotice, ChatRetraction, EpochMs } from '../../domain/chat-event.ts';
import type { DetectorReading, SecondSample } from '../../domain/channel-metrics.ts';
import type { DetectorName, HypeEvent, MomentSeries } from '../../domain/hype-moment.ts';
import { chatterKey } from '../../lib/hash.ts';
import type { Detector } from './detector.ts';
import { findOnset } from './onset.ts';
import { describeMoment, type MomentContext, type OngoingMoment } from './describe-moment.ts';
import { History } from './history.ts';
import { MomentEvidence } from './moment-evidence.ts';
import { MomentTracker, type TrackerOptions } from './moment-tracker.ts';
import { REACTIONS } from './reactions.ts';
import { RecentLog, WALK_BACK_SECONDS_MAX } from './recent-log.ts';
import type { Scorer, Second } from './scorer.ts';

/** Seconds of readings kept for charts. */
const HISTORY_SECONDS = 600;
/** Seconds of silence worked through one by one; a longer pause cannot change any window further. */
const CATCH_UP_SECONDS_MAX = 900;

const NO_READING: DetectorReading = { status: 'warming-up', score: 0, velocity: 0, baselineMean: 0, baselineStd: 0 };

/**
 * A detector: a rule that scores seconds, and around it the clock, the life of moments and their evidence. Messages are
 * grouped into whole seconds of `receivedAt`; a second closes when a later one is heard of, by a message or a step, so
 * the answers depend on neither how often `step` is called nor on the speed of replay.
 */
export class ChannelDetector implements Detector {
  readonly name: DetectorName;
  readonly #context: MomentContext;
  readonly #scorer: Scorer;
  readonly #tracker: MomentTracker;
  readonly #history = new History(HISTORY_SECONDS);
  readonly #recent = new RecentLog();
  #open: Second | null = null;
  #openMessages = 0;
  /** Last second that surely was seen: it has a message, was restored, or follows a gap. */
  #lastSeen: Second = -Infinity;
  #reading: DetectorReading = NO_READING;
  #ongoing: OngoingMoment | null = null;
  #events: HypeEvent[] = [];

  constructor(context: MomentContext, scorer: Scorer, options: TrackerOptions) {
    this.name = scorer.name;
    this.#context = context;
    this.#scorer = scorer;
    this.#tracker = new MomentTracker(options);
  }

  observe(message: ChatMessage, chatter = chatterKey(message.author.id)): void {
    const second = this.#advance(message.receivedAt);
    this.#scorer.observe(message, chatter, second);
    this.#recent.push(message, chatter, second);
    this.#ongoing?.evidence.addChatter(chatter);
    this.#openMessages++;
    this.#lastSeen = second;
  }

  notice(notice: ChatNotice): void {
    this.#scorer.notice(notice, this.#advance(notice.receivedAt));
  }

  signal(signal: ChannelSignal): void {
    this.#scorer.signal(signal, this.#advance(signal.receivedAt));
  }

  retract(retraction: ChatRetraction): void {
    this.#advance(retraction.receivedAt);
    this.#recent.retract(retraction);
    this.#ongoing?.evidence.retract(retraction);
  }

  gap(at: EpochMs): void {
    const second = this.#advance(at);
    const unseenFrom = this.#lastSeen + 1;
    this.#scorer.gap(unseenFrom);
    this.#openMessages = 0;
    this.#lastSeen = second;
  }

  restore(samples: readonly SecondSample[]): void {
    for (const { second: startsAt, values } of samples) {
      const second = Math.floor(startsAt / 1000);
      this.#scorer.restore(second, values);
      this.#lastSeen = second;
    }
  }

  step(now: EpochMs): readonly HypeEvent[] {
    this.#advance(now);
    const events = this.#events;
    if (events.length > 0) this.#events = [];
    return events;
  }

  reading(): DetectorReading {
    return this.#reading;
  }

  samples(since: EpochMs): readonly SecondSample[] {
    return this.#scorer.samples(Math.ceil(since / 1000));
  }

  series(now: EpochMs, seconds: number): MomentSeries | null {
    return this.#history.series(Math.floor(now / 1000) - 1, seconds);
  }

  /** Closes every second before `at` and returns the open one. A time before it belongs to the open second. */
  #advance(at: EpochMs): Second {
    const second = Math.floor(at / 1000);
    this.#open ??= second;
    if (second <= this.#open) return this.#open;
    let next = this.#open;
    if (second - next > CATCH_UP_SECONDS_MAX) {
      this.#close(next);
      this.#finish(next);
      next = second - CATCH_UP_SECONDS_MAX;
    }
    for (; next < second; next++) this.#close(next);
    this.#open = second;
    return second;
  }

  #close(second: Second): void {
    const reading = this.#scorer.close(second);
    this.#reading = reading;
    this.#history.push(second, reading, this.#openMessages);
    if (this.#ongoing !== null) this.#addSecond(this.#ongoing.evidence, second, this.#openMessages);
    this.#openMessages = 0;
    this.#recent.dropBefore(second - WALK_BACK_SECONDS_MAX);
    const transition = this.#tracker.step(second, reading);
    if (transition === 'started') this.#ongoing = this.#begin(second, reading);
    if (transition === 'rose' && this.#ongoing !== null) this.#explain(this.#ongoing);
    if (transition === 'started' || transition === 'rose') this.#emit(transition, second);
    if (transition === 'ended') this.#finish(second);
  }

  /** What once looked like an attack stays one, whatever joins it. */
  #explain(ongoing: OngoingMoment): void {
    const explanation = this.#scorer.explain();
    ongoing.explanation = { ...explanation, attack: explanation.attack || ongoing.explanation.attack };
  }

  #begin(second: Second, reading: DetectorReading): OngoingMoment {
    const startedAt = this.#riseBefore(second, reading);
    const evidence = new MomentEvidence(REACTIONS);
    this.#recent.collectChatters(startedAt, second, evidence.chatters);
    for (let at = startedAt; at <= second; at++) this.#addSecond(evidence, at, this.#history.messages(at));
    return {
      evidence,
      startedAt,
      baselineMean: reading.baselineMean,
      baselineStd: reading.baselineStd,
      explanation: this.#scorer.explain(),
    };
  }

  #addSecond(evidence: MomentEvidence, second: Second, messages: number): void {
    evidence.messages += messages;
    for (const message of this.#recent.messages(second, second)) evidence.addWords(message);
  }

  #riseBefore(second: Second, { baselineMean }: DetectorReading): Second {
    const from = second - WALK_BACK_SECONDS_MAX;
    const counts = Array.from({ length: WALK_BACK_SECONDS_MAX + 1 }, (_, index) =>
      this.#history.messages(from + index),
    );
    return from + findOnset(counts, baselineMean);
  }

  #finish(second: Second): void {
    if (this.#ongoing === null) return;
    this.#emit('ended', second);
    this.#tracker.end();
    this.#ongoing = null;
  }

  #emit(kind: HypeEvent['kind'], second: Second): void {
    const peak = this.#tracker.active;
    if (peak === null || this.#ongoing === null) throw new Error('a moment event without a moment');
    const at = (second + 1) * 1000;
    const moment = describeMoment(this.name, this.#context, peak, this.#ongoing, kind === 'ended' ? at : null);
    this.#events.push({ kind, at, moment });
  }
}
