import type { EpochMs } from '../domain/chat-event.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { ModelAnswer, ModelRole, ModelStatus, SwapOutcome } from '../domain/ports/models.ts';
import type { Observer } from '../domain/ports/observer.ts';
import { errorMessage } from '../lib/error-message.ts';
import { BUILT_IN, modelSpecText, type ModelSpec } from '../lib/model-spec.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import { Leased } from './lease.ts';
import { Probation } from './probation.ts';

/** What can be put behind a switch. */
export interface Switchable extends AsyncDisposable {
  readonly name: string;
}

/** How one role finds and tries its models. */
export interface ModelRoleRules<M extends Switchable> {
  readonly role: ModelRole;
  /** Null for the built-in rules, which need no model. @throws an error whose message says why and what to do */
  load(spec: ModelSpec, signal: AbortSignal): Promise<M | null>;
  /** Asks it something harmless. */
  probe(model: M, signal: AbortSignal): Promise<ModelAnswer<unknown>>;
}

export interface ModelSwitchOptions<M extends Switchable> {
  readonly rules: ModelRoleRules<M>;
  readonly clock: Pick<Clock, 'now'>;
  readonly observer: Pick<Observer, 'stageFailed'>;
}

const LOAD_TIMEOUT_MS = 120_000;
const PROBE_TIMEOUT_MS = 20_000;
const DRAIN_MS = 60_000;
/** Changes that may wait for the one under way. */
const WAITING_MAX = 4;

interface Placed<M extends Switchable> {
  /** As asked for. */
  readonly spec: ModelSpec;
  /** Null: the built-in rules. */
  readonly lease: Leased<M> | null;
}

/**
 * The model of one role, exchangeable while it works. A new one is loaded and tried beside the old one and takes over
 * at once; calls under way end with the model they began with. For its first minutes the old one stays ready, and comes
 * back by itself when the new one fails.
 */
export class ModelSwitch<M extends Switchable> implements AsyncDisposable {
  readonly #options: ModelSwitchOptions<M>;
  readonly #closing = new AbortController();
  #current: Placed<M> = { spec: { kind: 'built-in' }, lease: null };
  #before: Placed<M> | null = null;
  #probation: Probation | null = null;
  #wanted: ModelSpec = { kind: 'built-in' };
  #problem: string | null = null;
  #since: EpochMs;
  #changes: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  readonly #retiring = new Set<Promise<void>>();

  constructor(options: ModelSwitchOptions<M>) {
    this.#options = options;
    this.#since = options.clock.now();
  }

  /** The model in use; null while the built-in rules are. */
  get model(): M | null {
    return this.#current.lease?.model ?? null;
  }

  /** Name of what answers now. */
  get active(): string {
    return this.model?.name ?? BUILT_IN[this.#options.rules.role];
  }

  status(): ModelStatus {
    const { role } = this.#options.rules;
    const wanted = modelSpecText(role, this.#wanted);
    return { role, wanted, active: this.active, since: this.#since, problem: this.#problem };
  }

  /** Asks the model in use. Its answers decide whether it stays. */
  async ask<T>(work: (model: M) => Promise<ModelAnswer<T>>, signal: AbortSignal): Promise<ModelAnswer<T>> {
    const asked = this.#current;
    if (asked.lease === null) return { kind: 'failed', reason: 'no-model', detail: 'No model is set.' };
    const answer = await this.#answerOf(asked.lease, work);
    if (asked === this.#current && !signal.aborted) this.#judge(answer);
    return answer;
  }

  /** Takes up a model without trying it first: at a start nothing better is there to keep. */
  start(spec: ModelSpec): Promise<void> {
    this.#wanted = spec;
    this.#problem = 'It is still being loaded.';
    return this.#inTurn(async () => {
      try {
        this.#place(spec, await this.#load(spec), null);
      } catch (error) {
        this.#problem = errorMessage(error);
      }
    });
  }

  async swap(spec: ModelSpec): Promise<SwapOutcome> {
    if (this.#waiting >= WAITING_MAX)
      return this.#kept('Several changes are under way already. Try again in a minute.');
    return this.#inTurn(() => this.#swap(spec));
  }

  async #swap(spec: ModelSpec): Promise<SwapOutcome> {
    const previous = this.active;
    let model: M | null;
    try {
      model = await this.#load(spec);
    } catch (error) {
      return this.#kept(errorMessage(error));
    }
    if (model !== null) {
      const problem = await this.#tried(model);
      if (problem !== null) {
        await this.#retire(new Leased(model));
        return this.#kept(problem);
      }
    }
    this.#wanted = spec;
    this.#place(spec, model, model === null ? null : new Probation(this.#options.clock.now()));
    return { kind: 'swapped', active: this.active, previous };
  }

  /** Puts a model in charge. The one before stays ready during the probation of its successor. */
  #place(spec: ModelSpec, model: M | null, probation: Probation | null): void {
    const former = this.#current;
    const older = this.#before;
    this.#current = { spec, lease: model === null ? null : new Leased(model) };
    this.#before = probation === null ? null : former;
    this.#probation = probation;
    this.#since = this.#options.clock.now();
    this.#problem = null;
    void this.#retire(older?.lease ?? null);
    if (probation === null) void this.#retire(former.lease);
  }

  #judge(answer: ModelAnswer<unknown>): void {
    if (this.#probation === null) return;
    const now = this.#options.clock.now();
    if (this.#probation.over(now)) return this.#endProbation();
    const fault = this.#probation.judge(answer, now);
    const before = this.#before;
    if (fault === null || before === null) return;
    const failing = this.#current;
    const name = this.active;
    this.#current = before;
    this.#before = null;
    this.#probation = null;
    this.#since = now;
    this.#problem = `${name} was taken back: ${fault}`;
    this.#options.observer.stageFailed(`${this.#options.rules.role}-model`, new Error(this.#problem));
    void this.#retire(failing.lease);
  }

  #endProbation(): void {
    const before = this.#before;
    this.#before = null;
    this.#probation = null;
    void this.#retire(before?.lease ?? null);
  }

  async #load(spec: ModelSpec): Promise<M | null> {
    const { rules } = this.#options;
    const what = `loading ${modelSpecText(rules.role, spec)}`;
    return withTimeout(what, LOAD_TIMEOUT_MS, this.#closing.signal, (signal) => rules.load(spec, signal));
  }

  /** Why the model cannot be used, or null. */
  async #tried(model: M): Promise<string | null> {
    try {
      const answer = await withTimeout(`trying ${model.name}`, PROBE_TIMEOUT_MS, this.#closing.signal, (signal) =>
        this.#options.rules.probe(model, signal),
      );
      // A draft that is not believed shows all the same that the model works.
      return answer.kind === 'answered' || answer.reason === 'unfaithful' ? null : answer.detail;
    } catch (error) {
      return errorMessage(error);
    }
  }

  async #answerOf<T>(lease: Leased<M>, work: (model: M) => Promise<ModelAnswer<T>>): Promise<ModelAnswer<T>> {
    try {
      return await lease.use(work);
    } catch (error) {
      this.#options.observer.stageFailed(`${this.#options.rules.role}-model`, error);
      return {
        kind: 'failed',
        reason: 'unreachable',
        detail: 'The model failed in an unexpected way; the log says how.',
      };
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting++;
    const mine = this.#changes.then(work, work).finally(() => this.#waiting--);
    this.#changes = mine.catch(() => undefined);
    return mine;
  }

  #kept(problem: string): SwapOutcome {
    return { kind: 'kept', active: this.active, problem };
  }

  async #retire(lease: Leased<M> | null): Promise<void> {
    if (lease === null) return;
    const retiring = lease.retire(DRAIN_MS).catch((error: unknown) => {
      this.#options.observer.stageFailed(`${this.#options.rules.role}-model`, error);
    });
    this.#retiring.add(retiring);
    await retiring;
    this.#retiring.delete(retiring);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new Error('the bot is stopping'));
    await this.#changes;
    await Promise.all([this.#current.lease?.retire(0), this.#before?.lease?.retire(0), ...this.#retiring]);
  }
}
