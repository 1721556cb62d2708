import type { DeliveryDecision, EditOutcome, OutboxItem, PostOutcome } from '../../../domain/alert.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { AlertNotifier, EditRequest, PostRequest } from '../../../domain/ports/delivery.ts';
import type { Observer } from '../../../domain/ports/observer.ts';
import type { OutboxStore, StoredMoment } from '../../../domain/ports/stores.ts';
import { errorMessage } from '../../../lib/error-message.ts';
import { aCard, aMoment } from '../testing.ts';
import type { OutboxDeps } from './outbox-deps.ts';

/** Hand-written fakes of the ports around the outbox. */

export class FakeClock implements Clock {
  at = 1_000_000;
  now(): number {
    return this.at;
  }
  sleep(_ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
    );
  }
}

/** The outbox as a list, with the rules of the real one. */
export class FakeOutbox implements OutboxStore {
  readonly items = new Map<string, OutboxItem>();
  readonly revisions = new Map<string, number>();
  readonly nextEditAt = new Map<string, number>();
  /** Every write, in order. */
  readonly log: string[] = [];
  failing = false;

  add(...items: OutboxItem[]): void {
    for (const item of items) this.items.set(item.id, item);
  }

  async due(now: number, limit: number): Promise<readonly OutboxItem[]> {
    if (this.failing) throw new Error('disk full');
    const due = [...this.items.values()].filter(
      (item) => item.state === 'sending' || (item.state === 'pending' && item.nextAttemptAt <= now),
    );
    return due.sort((a, b) => a.createdAt - b.createdAt).slice(0, limit);
  }

  async staleCards(now: number, limit: number): Promise<readonly OutboxItem[]> {
    const stale = [...this.items.values()].filter(
      (item) =>
        item.state === 'delivered' &&
        (this.revisions.get(item.momentId) ?? 1) > item.postedRevision &&
        (this.nextEditAt.get(item.id) ?? 0) <= now,
    );
    return stale.slice(0, limit);
  }

  async markSending(id: string): Promise<void> {
    this.#change(id, 'sending', (item) => ({ state: 'sending', attempts: item.attempts + 1 }));
  }

  async markDelivered(id: string, posted: { channelId: string; messageId: string; revision: number }): Promise<void> {
    this.#change(id, `delivered@${posted.revision}`, () => ({
      state: 'delivered',
      postedChannelId: posted.channelId,
      postedMessageId: posted.messageId,
      postedRevision: posted.revision,
    }));
  }

  async markRetry(id: string, nextAttemptAt: number, error: string): Promise<void> {
    const delivered = this.items.get(id)?.state === 'delivered';
    if (delivered) this.nextEditAt.set(id, nextAttemptAt);
    this.#change(id, `retry(${error})`, () =>
      delivered ? { lastError: error } : { state: 'pending', nextAttemptAt, lastError: error },
    );
  }

  async markEdited(id: string, revision: number, nextEditAt: number): Promise<void> {
    this.nextEditAt.set(id, nextEditAt);
    this.#change(id, `edited@${revision}`, () => ({ postedRevision: revision }));
  }

  async markDead(id: string, error: string): Promise<void> {
    this.#change(id, `dead(${error})`, () => ({ state: 'dead', lastError: error }));
  }

  async lastAlertAt(): Promise<ReadonlyMap<string, number>> {
    return new Map();
  }

  async counts(): Promise<{ pending: number; dead: number }> {
    return { pending: 0, dead: 0 };
  }

  #change(id: string, what: string, change: (item: OutboxItem) => Partial<OutboxItem>): void {
    if (this.failing) throw new Error('disk full');
    const item = this.items.get(id);
    if (item === undefined) throw new Error(`no item ${id}`);
    this.log.push(`${id} ${what}`);
    this.items.set(id, { ...item, ...change(item) });
  }
}

/** Answers with what the test queued, or delivers. */
export class FakeNotifier implements AlertNotifier {
  readonly receiver = 'discord';
  readonly posts: PostRequest[] = [];
  readonly edits: EditRequest[] = [];
  readonly outcomes: (PostOutcome | Error)[] = [];
  readonly editOutcomes: (EditOutcome | Error)[] = [];
  found: Awaited<ReturnType<AlertNotifier['findPosted']>> = null;
  looks = 0;
  /** Runs before an answer, for example to hold it back. */
  beforeAnswer: (request: PostRequest) => Promise<void> = async () => {};

  async post(request: PostRequest): Promise<PostOutcome> {
    this.posts.push(request);
    await this.beforeAnswer(request);
    const outcome = this.outcomes.shift() ?? {
      kind: 'delivered',
      channelId: request.target.id,
      messageId: `9${this.posts.length}`,
    };
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  async edit(request: EditRequest): Promise<EditOutcome> {
    this.edits.push(request);
    const outcome = this.editOutcomes.shift() ?? { kind: 'edited' };
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  async findPosted(): ReturnType<AlertNotifier['findPosted']> {
    this.looks++;
    return this.found;
  }
}

export class FakeObserver implements Observer {
  readonly failures: string[] = [];
  readonly commands: string[] = [];
  eventReceived(): void {}
  eventDropped(): void {}
  stageFailed(stage: string, error: unknown): void {
    this.failures.push(`${stage}: ${errorMessage(error)}`);
  }
  momentDetected(): void {}
  alertPosted(): void {}
  chatConnection(): void {}
  channelJoin(): void {}
  commandAnswered(command: string, outcome: string): void {
    this.commands.push(`${command} ${outcome}`);
  }
}

export interface OutboxWorld {
  readonly deps: OutboxDeps;
  readonly clock: FakeClock;
  readonly outbox: FakeOutbox;
  readonly notifier: FakeNotifier;
  readonly observer: FakeObserver;
  readonly decisions: DeliveryDecision[];
}

export function anOutboxWorld(over: Partial<OutboxDeps> = {}): OutboxWorld {
  const clock = new FakeClock();
  const outbox = new FakeOutbox();
  const notifier = new FakeNotifier();
  const observer = new FakeObserver();
  const decisions: DeliveryDecision[] = [];
  const stored = (id: string): StoredMoment => ({ moment: aMoment({ id }), revision: outbox.revisions.get(id) ?? 1 });
  const deps: OutboxDeps = {
    outbox,
    clock,
    observer,
    moments: { get: async (id) => stored(id) },
    decisions: {
      append: async (decision) => {
        decisions.push(decision);
      },
    },
    notifierFor: () => notifier,
    compose: async (item) => ({ card: aCard({ momentId: item.momentId }) }),
    random: () => 0,
    ...over,
  };
  return { deps, clock, outbox, notifier, observer, decisions };
}
