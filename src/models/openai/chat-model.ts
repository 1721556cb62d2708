import type { ModelAnswer } from '../../domain/ports/models.ts';
import { backoffMs } from '../../lib/backoff.ts';
import { Breaker } from '../../lib/breaker.ts';
import { TimeoutError, withTimeout } from '../../lib/with-timeout.ts';
import type { Purpose } from '../purpose.ts';
import { attemptCall, type Attempt } from './attempt.ts';
import type { Endpoint } from './endpoint.ts';
import type { Asker, Question } from './question.ts';
import { otherTokenField, rungBelow, type Abilities } from './request-body.ts';

/** Three rungs, one change of the token field, one retry. */
const ATTEMPTS_MAX = 5;
const RETRY_WAIT_MAX_MS = 2_000;
const RETRY = { firstMs: 250, maxMs: RETRY_WAIT_MAX_MS, jitter: 0.5 };
const BREAKER = { failuresMax: 3, pauseMs: 10_000, pauseMaxMs: 300_000 };

type Failed = Extract<ModelAnswer<never>, { kind: 'failed' }>;

/** One model of a server. Questions are answered or fail with a bounded reason; what keeps failing is left alone. */
export class ChatModel implements Asker {
  readonly name: string;
  readonly #endpoint: Endpoint;
  readonly #breakers = new Map<Purpose, { readonly breaker: Breaker; last: Failed | null }>();

  constructor(endpoint: Endpoint, name: string) {
    this.#endpoint = endpoint;
    this.name = name;
  }

  async ask<T>(question: Question<T>, signal: AbortSignal): Promise<ModelAnswer<T>> {
    const { clock, observer } = this.#endpoint.options;
    const begun = clock.now();
    const bill = { usd: 0 };
    const answer = await this.#guarded(question, signal, bill);
    const outcome = answer.kind === 'answered' ? 'answered' : answer.reason;
    observer.modelCalled(question.purpose, outcome, clock.now() - begun, bill.usd);
    return answer;
  }

  async #guarded<T>(question: Question<T>, signal: AbortSignal, bill: { usd: number }): Promise<ModelAnswer<T>> {
    const { clock } = this.#endpoint.options;
    const guard = this.#guardOf(question.purpose);
    if (!guard.breaker.enter(clock.now())) return paused(guard.last, guard.breaker.pausedUntil ?? 0, clock.now());
    const { answer, retryAfterMs } = await this.#timed(question, signal, bill);
    if (answer.kind === 'answered') guard.breaker.succeeded();
    else if (signal.aborted || answer === BUSY || !blamesServer(answer)) guard.breaker.unknown();
    else {
      guard.last = answer;
      guard.breaker.failed(clock.now(), retryAfterMs);
    }
    return answer;
  }

  async #timed<T>(question: Question<T>, signal: AbortSignal, bill: { usd: number }): Promise<Concluded<T>> {
    const { closing, gates } = this.#endpoint;
    const outer = AbortSignal.any([signal, closing]);
    try {
      return await withTimeout(`asking ${this.name}`, question.timeoutMs, outer, async (inner) => {
        const work = gates[question.purpose].run(() => this.#attempts(question, inner, bill), inner);
        return (await this.#endpoint.track(work)) ?? concluded(BUSY);
      });
    } catch (error) {
      if (error instanceof TimeoutError)
        return concluded(failed('timeout', `It did not answer within ${question.timeoutMs / 1_000} s.`));
      if (outer.aborted) return concluded(failed('timeout', 'Nobody waited for its answer any more.'));
      throw error;
    }
  }

  /** Asks in the strictest form the server is known to understand, then in looser ones; one retry. */
  async #attempts<T>(question: Question<T>, signal: AbortSignal, bill: { usd: number }): Promise<Concluded<T>> {
    const endpoint = this.#endpoint;
    let abilities = endpoint.abilities.get(this.name) ?? endpoint.usualAbilities;
    let step = FIRST_STEP;
    for (let attempts = 0; ; attempts++) {
      const attempt = await attemptCall(endpoint, this.name, question, abilities, signal);
      bill.usd += attempt.usd;
      if (attempt.kind === 'answered') {
        endpoint.abilities.set(this.name, abilities);
        return { answer: { kind: 'answered', value: attempt.value }, retryAfterMs: 0 };
      }
      const next = attempts + 1 < ATTEMPTS_MAX ? nextStep(attempt, abilities, step) : null;
      if (next === null || signal.aborted)
        return { answer: failed(attempt.reason, attempt.detail), retryAfterMs: attempt.retryAfterMs };
      abilities = next.abilities;
      step = next.step;
      if (next.waitMs > 0) await endpoint.options.clock.sleep(next.waitMs, signal);
    }
  }

  #guardOf(purpose: Purpose): { readonly breaker: Breaker; last: Failed | null } {
    let guard = this.#breakers.get(purpose);
    if (guard === undefined) {
      guard = { breaker: new Breaker(BREAKER), last: null };
      this.#breakers.set(purpose, guard);
    }
    return guard;
  }
}

interface Concluded<T> {
  readonly answer: ModelAnswer<T>;
  readonly retryAfterMs: number;
}

/** What was tried already within one question. */
interface Step {
  readonly retried: boolean;
  readonly fieldChanged: boolean;
  readonly reworded: boolean;
}

const FIRST_STEP: Step = { retried: false, fieldChanged: false, reworded: false };
const BUSY = failed('rate-limited', 'Too many questions wait for it already.');

/** What to try after a failed attempt; null when nothing is left that might help. */
function nextStep(
  attempt: Extract<Attempt<unknown>, { kind: 'failed' }>,
  abilities: Abilities,
  step: Step,
): { readonly abilities: Abilities; readonly step: Step; readonly waitMs: number } | null {
  if (attempt.badRequest && !step.fieldChanged && /max_(completion_)?tokens/.test(attempt.detail)) {
    const changed = { ...abilities, tokenField: otherTokenField(abilities.tokenField) };
    return { abilities: changed, step: { ...step, fieldChanged: true }, waitMs: 0 };
  }
  const lower = rungBelow(abilities.rung);
  if (lower !== null && (attempt.badRequest || (attempt.otherFormMayHelp && !step.reworded))) {
    const reworded = step.reworded || attempt.otherFormMayHelp;
    return { abilities: { ...abilities, rung: lower }, step: { ...step, reworded }, waitMs: 0 };
  }
  if (attempt.retryable && !step.retried && attempt.retryAfterMs <= RETRY_WAIT_MAX_MS) {
    const waitMs = Math.max(attempt.retryAfterMs, backoffMs(0, RETRY, Math.random()));
    return { abilities, step: { ...step, retried: true }, waitMs };
  }
  return null;
}

function failed(reason: Failed['reason'], detail: string): Failed {
  return { kind: 'failed', reason, detail };
}

function concluded(answer: Failed): Concluded<never> {
  return { answer, retryAfterMs: 0 };
}

/** A refusal or an empty purse says nothing about whether the server works. */
function blamesServer({ reason }: Failed): boolean {
  return reason !== 'declined' && reason !== 'no-budget';
}

function paused(last: Failed | null, until: number, now: number): Failed {
  const seconds = Math.max(1, Math.ceil((until - now) / 1_000));
  const { reason, detail } = last ?? failed('unreachable', 'It failed.');
  return failed(reason, `It failed several times in a row and is asked again in ${seconds} s. ${detail}`);
}
