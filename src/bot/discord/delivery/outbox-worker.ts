import type { OutboxItem } from '../../../domain/alert.ts';
import type { EpochMs } from '../../../domain/chat-event.ts';
import { withTimeout } from '../../../lib/with-timeout.ts';
import { deliverItem, postpone } from './deliver-item.ts';
import { editCard } from './edit-card.ts';
import { UNCERTAIN, type OutboxDeps } from './outbox-deps.ts';

export interface OutboxWorkerOptions extends OutboxDeps {
  readonly everyMs?: number;
  /** Targets served at the same time; the items of one target are never sent side by side. */
  readonly concurrency?: number;
  /** How long requests under way may still take when the worker stops. */
  readonly stopGraceMs?: number;
}

export interface OutboxWorker extends AsyncDisposable {
  /** Begins to look for work, at once and then regularly. */
  start(): void;
  /** There is work: do not wait for the next regular look. */
  wake(): void;
  /** One look: everything due is attempted once. Resolves, with the number of attempts, when they have ended. */
  runOnce(): Promise<number>;
}

const BATCH = 64;
const STORE_FAILURE_PAUSE_MS = 5_000;

/** Delivers the outbox: alerts in order per target, then updates of posted cards. Everything it must not forget is in the store. */
export function createOutboxWorker(options: OutboxWorkerOptions): OutboxWorker {
  return new Worker(options);
}

class Worker implements OutboxWorker {
  readonly #options: OutboxWorkerOptions;
  /** Lanes under way, by target; bounded by `concurrency`. */
  readonly #lanes = new Map<string, Promise<number>>();
  /** Targets that wait for the first of their items; entries leave when their time has come. */
  readonly #blocked = new Map<string, EpochMs>();
  readonly #stopping = new AbortController();
  readonly #abort = new AbortController();
  #loop: Promise<void> | null = null;
  #wake = Promise.withResolvers<void>();
  #looking: Promise<void> = Promise.resolve();
  /** The last look left work behind: lanes were taken, or there was more than one look fetches. */
  #backlog = false;

  constructor(options: OutboxWorkerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  wake(): void {
    this.#wake.resolve();
  }

  async runOnce(): Promise<number> {
    await this.#look();
    const counts = await Promise.all(this.#lanes.values());
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    const ended = Promise.all(this.#lanes.values());
    try {
      await withTimeout('last deliveries', this.#options.stopGraceMs ?? 5_000, null, () => ended);
    } catch {
      // What is cut off here stays `sending` in the store, and the next start looks for it.
      this.#abort.abort();
      await ended;
    }
  }

  async #run(): Promise<void> {
    const { clock, everyMs = 1_000 } = this.#options;
    while (!this.#stopping.signal.aborted) {
      this.#wake = Promise.withResolvers();
      await this.#look();
      // Each turn has a signal of its own, so that a turn ended by `wake` leaves no sleeper behind.
      const turn = new AbortController();
      const signal = AbortSignal.any([turn.signal, this.#stopping.signal]);
      const slept = clock.sleep(everyMs, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      await Promise.race([this.#wake.promise, slept]);
      turn.abort();
    }
  }

  /** One look at a time: two at once could hand out the same item twice. */
  #look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#openLanes());
    return this.#looking;
  }

  /** Gives every free target that has work a lane. */
  async #openLanes(): Promise<void> {
    const { outbox, clock, observer, concurrency = 4 } = this.#options;
    // What the store is asked for below may be out of date for a target whose lane ends meanwhile.
    const busy = new Set(this.#lanes.keys());
    this.#backlog = false;
    try {
      const now = clock.now();
      for (const [target, until] of this.#blocked) if (until <= now) this.#blocked.delete(target);
      const due = await outbox.due(now, BATCH);
      const stale = await outbox.staleCards(now, BATCH);
      this.#backlog = due.length === BATCH || stale.length === BATCH;
      const work = new Map<string, Work>();
      for (const item of due) workOf(work, item).deliveries.push(item);
      for (const item of stale) workOf(work, item).edits.push(item);
      for (const [target, items] of work) {
        if (busy.has(target) || this.#lanes.size >= concurrency) this.#backlog = true;
        else this.#lanes.set(target, this.#serve(target, items));
      }
    } catch (error) {
      observer.stageFailed('outbox-store', error);
    }
  }

  async #serve(target: string, work: Work): Promise<number> {
    const { observer, clock } = this.#options;
    let attempts = 0;
    try {
      for (const item of work.deliveries) {
        if (this.#stopping.signal.aborted) break;
        if (await this.#deliver(target, item)) attempts++;
      }
      for (const item of work.edits) {
        if (this.#stopping.signal.aborted || this.#blocked.has(target)) break;
        await editCard(this.#options, item, this.#abort.signal);
        attempts++;
      }
      if (this.#backlog) this.wake();
    } catch (error) {
      observer.stageFailed('outbox-store', error);
      this.#blocked.set(target, clock.now() + STORE_FAILURE_PAUSE_MS);
    } finally {
      this.#lanes.delete(target);
    }
    return attempts;
  }

  /** False when the item had to wait behind another one of its target. */
  async #deliver(target: string, item: OutboxItem): Promise<boolean> {
    const until = this.#blocked.get(target);
    if (until !== undefined) {
      // Out of the way of other targets' items, which would otherwise not fit into the next look.
      const uncertain = item.state === 'sending' || item.lastError?.startsWith(UNCERTAIN) === true;
      await postpone(this.#options, item, 'waits-for-earlier', until - this.#options.clock.now(), uncertain);
      return false;
    }
    const blockedUntil = await deliverItem(this.#options, item, this.#abort.signal);
    if (blockedUntil !== null) this.#blocked.set(target, blockedUntil);
    return true;
  }
}

interface Work {
  readonly deliveries: OutboxItem[];
  readonly edits: OutboxItem[];
}

/** Edits of posts in a forum and of messages in a channel go by the same key, so a target's lane is its only writer. */
function workOf(work: Map<string, Work>, item: OutboxItem): Work {
  const key = `${item.target.kind}:${item.target.id}`;
  const known = work.get(key);
  if (known) return known;
  const created: Work = { deliveries: [], edits: [] };
  work.set(key, created);
  return created;
}
