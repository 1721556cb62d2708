import type { RecordedRequest } from '../model.ts';

/** How Discord misbehaves. */
export type Effect =
  /** Waits before the request is worked on. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Does what was asked, then destroys the socket instead of answering. */
  | { readonly kind: 'lose-answer' }
  /** Destroys the socket without doing anything. */
  | { readonly kind: 'hang-up' }
  /** Answers without doing anything. */
  | { readonly kind: 'status'; readonly status: number; readonly code?: number; readonly message?: string }
  | { readonly kind: 'rate-limit'; readonly retryAfterMs: number; readonly scope: 'user' | 'global' | 'shared' }
  /** Does what was asked and answers 200 with half a JSON text. */
  | { readonly kind: 'malformed' };

export interface FaultRule {
  readonly effect: Effect;
  /** Default: every method. */
  readonly method?: string;
  /** Tested against the path below `/api/v10`. Default: every path. */
  readonly path?: RegExp;
  /** How many requests it hits; default 1. */
  readonly times?: number;
}

export interface Fault extends Disposable {
  /** How many requests it has hit. */
  readonly hits: number;
}

interface ActiveFault extends Fault {
  hits: number;
  readonly rule: FaultRule;
}

/** The faults in force. A request meets the first that fits and has hits left. */
export class Faults {
  readonly #active = new Set<ActiveFault>();

  /** In force until used up, disposed or cleared. */
  add(rule: FaultRule): Fault {
    const fault: ActiveFault = { rule, hits: 0, [Symbol.dispose]: () => this.#active.delete(fault) };
    this.#active.add(fault);
    return fault;
  }

  clear(): void {
    this.#active.clear();
  }

  hit(request: RecordedRequest): Effect | null {
    for (const fault of this.#active) {
      const { rule } = fault;
      if (rule.method !== undefined && rule.method !== request.method) continue;
      if (rule.path && !rule.path.test(request.path)) continue;
      fault.hits++;
      if (fault.hits >= (rule.times ?? 1)) this.#active.delete(fault);
      return rule.effect;
    }
    return null;
  }
}
