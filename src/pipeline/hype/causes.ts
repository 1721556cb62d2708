import type { ChannelSignal, ChatNotice } from '../../domain/chat-event.ts';
import type { Contribution } from '../../domain/hype-moment.ts';
import { count } from '../../lib/format.ts';

/** How long a cause explains chat, and the share of the score it leaves standing at first. */
interface CauseRule {
  readonly kind: string;
  readonly fullSeconds: number;
  readonly fadeSeconds: number;
  readonly leaves: number;
}

/** Greetings and thanks come at once and in the shape of hype; what stands above them is rare and strong. */
const RULES = {
  raid: { kind: 'raid', fullSeconds: 75, fadeSeconds: 75, leaves: 0.2 },
  giftBomb: { kind: 'gift-bomb', fullSeconds: 40, fadeSeconds: 40, leaves: 0.3 },
  subTrain: { kind: 'sub-train', fullSeconds: 20, fadeSeconds: 20, leaves: 0.5 },
  hypeTrain: { kind: 'hype-train', fullSeconds: 0, fadeSeconds: 60, leaves: 0.7 },
  adBreak: { kind: 'ad-break', fullSeconds: 20, fadeSeconds: 20, leaves: 0.6 },
} as const satisfies Record<string, CauseRule>;

const GIFT_BOMB_MIN = 5;
const SUB_TRAIN_MIN = 4;
const SUB_TRAIN_SECONDS = 60;
/** Notices in a row that are remembered for a train. */
const SUBS_MAX = 32;
const ACTIVE_MAX = 8;

interface ActiveCause {
  readonly rule: CauseRule;
  readonly at: number;
  /** Added to the rule's full time: the length the platform announced. */
  readonly lastsSeconds: number;
  readonly what: string;
}

/** What a cause takes from a score: `leaves` is 1 where nothing is held against it. */
export interface CauseVerdict {
  readonly leaves: number;
  readonly discounts: readonly { readonly kind: string; readonly text: string; readonly leaves: number }[];
}

const NOTHING: CauseVerdict = { leaves: 1, discounts: [] };

/** Remembers what the platform announced that explains a burst without anything having happened on stream. */
export class Causes {
  readonly #subs: number[] = [];
  #active: ActiveCause[] = [];

  notice(notice: ChatNotice, second: number): void {
    if (notice.source !== null && notice.source.roomId !== notice.roomId) return;
    if (notice.type === 'raid') {
      this.#add(RULES.raid, second, 0, `raid of ${count(notice.count)} viewers`);
    } else if (notice.type === 'gift-bomb' && notice.count >= GIFT_BOMB_MIN) {
      this.#add(RULES.giftBomb, second, 0, `${count(notice.count)} gifted subscriptions`);
    } else if (isSubscription(notice)) {
      this.#subscription(second);
    }
  }

  signal(signal: ChannelSignal, second: number): void {
    if (signal.type === 'hype-train') this.#add(RULES.hypeTrain, second, signal.durationSeconds, 'hype train');
    if (signal.type === 'ad-break')
      this.#add(RULES.adBreak, second, signal.durationSeconds, `ad break of ${count(signal.durationSeconds)} s`);
  }

  judge(second: number): CauseVerdict {
    if (this.#active.length === 0) return NOTHING;
    this.#active = this.#active.filter((cause) => leavesAt(cause, second) < 1);
    const discounts = this.#active.map((cause) => ({
      kind: cause.rule.kind,
      text: `${cause.what} ${count(second - cause.at)} s before`,
      leaves: leavesAt(cause, second),
    }));
    return { leaves: discounts.reduce((least, { leaves }) => Math.min(least, leaves), 1), discounts };
  }

  /** True within the time in which a raid explains chat. */
  raided(): boolean {
    return this.#active.some(({ rule }) => rule === RULES.raid);
  }

  #subscription(second: number): void {
    this.#subs.push(second);
    if (this.#subs.length > SUBS_MAX) this.#subs.shift();
    const recent = this.#subs.filter((at) => second - at < SUB_TRAIN_SECONDS).length;
    if (recent >= SUB_TRAIN_MIN) this.#add(RULES.subTrain, second, 0, `${recent} subscriptions in a minute, the last`);
  }

  /** The newest of a kind replaces the one before; beyond the bound the oldest goes. */
  #add(rule: CauseRule, at: number, lastsSeconds: number, what: string): void {
    this.#active = [
      ...this.#active.filter((cause) => cause.rule !== rule),
      { rule, at, lastsSeconds: Math.max(0, lastsSeconds), what },
    ].slice(-ACTIVE_MAX);
  }
}

function isSubscription({ type }: ChatNotice): boolean {
  return (
    type === 'sub' ||
    type === 'resub' ||
    type === 'gift' ||
    type === 'gift-upgrade' ||
    type === 'pay-forward' ||
    type === 'gift-bomb'
  );
}

function leavesAt({ rule, at, lastsSeconds }: ActiveCause, second: number): number {
  const over = second - at - rule.fullSeconds - lastsSeconds;
  if (over <= 0) return rule.leaves;
  return Math.min(1, rule.leaves + ((1 - rule.leaves) * over) / rule.fadeSeconds);
}

/** A discount in the score's units: what the score would have been, less what is left of it. */
export function discountPoints(verdict: CauseVerdict, undiscounted: number): Contribution[] {
  return verdict.discounts.map(({ kind, text, leaves }) => ({ kind, text, points: undiscounted * (leaves - 1) }));
}
