import type { ChannelSignal, ChatMessage, ChatNotice } from '../../domain/chat-event.ts';
import type { DetectorReading, DetectorStatus, SecondSample } from '../../domain/channel-metrics.ts';
import { Baseline } from './baseline.ts';
import { Causes, discountPoints, type CauseVerdict } from './causes.ts';
import { FeatureVector } from './features.ts';
import { POINTS_A_DEVIATION, weigh } from './score-model.ts';
import { copyDiscount, explainScore } from './explain.ts';
import { isAttack } from './attack.ts';
import type { MessageShape } from './message-shape.ts';
import type { ReactionLexicon } from './reactions.ts';
import type { Explanation, Scorer, Second } from './scorer.ts';
import { KINDS, MESSAGES } from './second-counts.ts';
import { SecondCounter } from './second-counter.ts';

export const BASELINE_SECONDS = 300;
/** Seconds the baseline must rest on before anything is judged. */
export const WARM_UP_SECONDS = 30;
/** After a gap the short windows fill again; until then a burst cannot be told from the return of chat. */
const SETTLE_SECONDS = 12;
/** Fewer messages than this in the baseline: nobody is talking. */
const MESSAGES_MIN = 6;

const QUIET: CauseVerdict = { leaves: 1, discounts: [] };

/** The default rule: reactions against the channel's own last minutes. `docs/detector.md` explains it with its figures. */
export class RobustScorer implements Scorer {
  readonly name = 'robust';
  readonly #counter: SecondCounter;
  readonly #features = new FeatureVector();
  readonly #baseline = new Baseline(BASELINE_SECONDS);
  readonly #causes = new Causes();
  #settle = SETTLE_SECONDS;
  #attack = false;
  #undiscounted = 0;
  #verdict = QUIET;

  /** @param shape see {@link SecondCounter} */
  constructor(lexicon: ReactionLexicon, shape?: MessageShape) {
    this.#counter = new SecondCounter(lexicon, shape);
  }

  observe(message: ChatMessage, chatter: number, second: Second): void {
    this.#counter.observe(message, chatter, second);
  }

  notice(notice: ChatNotice, second: Second): void {
    this.#causes.notice(notice, second);
  }

  signal(signal: ChannelSignal, second: Second): void {
    this.#causes.signal(signal, second);
  }

  gap(unseenFrom: Second): void {
    this.#baseline.dropFrom(unseenFrom);
    this.#features.forget();
    this.#counter.forget();
    this.#settle = SETTLE_SECONDS;
  }

  close(second: Second): DetectorReading {
    const { row } = this.#counter;
    this.#features.push(row);
    const status = this.#status();
    this.#features.compare(second, this.#baseline);
    this.#undiscounted = status === 'ready' ? this.#scored() : 0;
    this.#verdict = this.#causes.judge(second);
    const reading = {
      status,
      score: this.#undiscounted * this.#verdict.leaves,
      velocity: this.#features.velocity,
      baselineMean: this.#baseline.mean(MESSAGES),
      baselineStd: this.#baseline.spread(),
    };
    this.#remember(second, row);
    this.#counter.clear();
    if (this.#settle > 0) this.#settle--;
    return reading;
  }

  samples(from: Second): readonly SecondSample[] {
    return this.#baseline.samples(from);
  }

  restore(second: Second, values: readonly number[]): void {
    const level = values[KINDS + 1] ?? 0;
    this.#baseline.push(second, values, values[KINDS] ?? 0, level);
    this.#features.remember(second, level);
    this.#settle = SETTLE_SECONDS;
  }

  explain(): Explanation {
    return {
      contributions: explainScore(this.#features, this.#baseline),
      discounts: [...discountPoints(this.#verdict, this.#undiscounted), ...copyDiscount(this.#features)],
      attack: this.#attack,
    };
  }

  #status(): DetectorStatus {
    if (this.#settle > 0 || this.#baseline.seconds < WARM_UP_SECONDS) return 'warming-up';
    return this.#baseline.messages + this.#features.messages < MESSAGES_MIN ? 'not-enough-chat' : 'ready';
  }

  #scored(): number {
    const points = weigh(this.#features.values);
    this.#attack = isAttack(this.#features);
    if (points === 0 && !this.#attack) return 0;
    const most = this.#features.surprise(this.#baseline) * POINTS_A_DEVIATION;
    // An attack's copies count for nothing, yet moderators want to know: its size alone is the score.
    return this.#attack ? most : Math.min(points, most);
  }

  #remember(second: Second, row: Uint16Array): void {
    const { level, messages } = this.#features;
    this.#features.remember(second, level);
    this.#baseline.push(second, row, messages, level);
  }
}
