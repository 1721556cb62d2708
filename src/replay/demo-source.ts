import path from 'node:path';
import type { ChannelName, ChatEvent, EpochMs } from '../domain/chat-event.ts';
import type { ChatChannelStatus, ChatConnectionStatus, ChatSource } from '../domain/ports/chat.ts';
import type { Clock } from '../domain/ports/clock.ts';
import { DEMO_CHANNEL, DemoRound, type DemoStream } from './demo-round.ts';
import { TICK_MS } from './player.ts';
import { openRecording } from './recording.ts';

/** The bundled stream. Its maker and its labels stand beside each other: scripts/make-demo-stream, data/demo. */
export const DEMO_FILE = path.join(import.meta.dirname, '../../data/demo/stream.irc.gz');
/** The first moment begins at 6:00 of the recording; whoever starts the demo waits this long for it. */
const LIVE_FROM_SECONDS = 345;

export interface DemoSourceOptions {
  readonly stream: DemoStream;
  readonly clock: Clock;
  readonly accept: (event: ChatEvent) => void;
  /** Advances the channel while the past is played into it. Live ticks are the caller's own. */
  readonly tick: (now: EpochMs, channel: ChannelName) => void;
  readonly onError: (error: unknown) => void;
  /** Everything before this is history at the start. */
  readonly liveFromMs?: number;
}

const PAUSE_MS = 250;
/** After the machine slept, what was missed is skipped rather than poured out at once. */
const LATE_MS_MAX = 10_000;
/** Waiting ends early this often, so that a clock that jumps is noticed. */
const WAIT_MS_MAX = 1_000;

/** @throws UserError when the bundled file is missing or damaged */
export async function loadDemoStream(file: string = DEMO_FILE): Promise<DemoStream> {
  const recording = await openRecording(file, new AbortController().signal);
  const events: ChatEvent[] = [];
  for await (const batch of recording.batches) events.push(...batch.filter(({ kind }) => kind !== 'stream'));
  const beganAt = events[0]?.receivedAt ?? 0;
  const lastAt = events.at(-1)?.receivedAt ?? 0;
  // The next round follows the last line after an ordinary pause.
  const durationMs = lastAt - beganAt + PAUSE_MS;
  return { events, beganAt, durationMs };
}

/**
 * Plays a recording as if it were live, again and again. At the start the chat before `liveFromMs` is fed at once with
 * its own times in the past, so that the pipeline already knows what is usual; the rest arrives in real time. Each
 * round and each start has its own message ids, because stores and windows know the earlier ones.
 */
export class DemoSource implements ChatSource {
  readonly #options: Required<DemoSourceOptions>;
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;
  #wanted = true;
  #lastMessageAt: EpochMs | null = null;

  constructor(options: DemoSourceOptions) {
    this.#options = { liveFromMs: LIVE_FROM_SECONDS * 1_000, ...options };
  }

  /** Feeds the past before it returns; the live part follows. */
  start(): void {
    if (this.#running !== null) return;
    const { clock, liveFromMs } = this.#options;
    const startedAt = clock.now();
    const round = new DemoRound(this.#options.stream, startedAt - liveFromMs, startedAt.toString(36));
    const next = this.#backfill(round, startedAt);
    this.#running = this.#playLive(round, next).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) this.#options.onError(error);
    });
  }

  /** The demo has one channel; without it the chat goes on unheard. */
  want(channels: ReadonlySet<ChannelName>): void {
    this.#wanted = channels.has(DEMO_CHANNEL);
  }

  channels(): readonly ChatChannelStatus[] {
    if (!this.#wanted) return [];
    return [{ channel: DEMO_CHANNEL, state: 'joined', failure: null, lastMessageAt: this.#lastMessageAt }];
  }

  connections(): readonly ChatConnectionStatus[] {
    return [{ state: 'connected', channels: this.#wanted ? 1 : 0, reconnects: 0, lastProblem: null }];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new Error('the demo was stopped'));
    await this.#running;
  }

  /** @returns the index of the first event that is still to come */
  #backfill(round: DemoRound, now: EpochMs): number {
    const { events } = this.#options.stream;
    this.#hand(round.announcement());
    let tick = Math.floor(round.startsAt / TICK_MS) * TICK_MS + TICK_MS;
    let index = 0;
    for (let event = events[index]; event !== undefined && round.dueAt(event) < now; event = events[++index]) {
      const due = round.dueAt(event);
      for (; tick <= due; tick += TICK_MS) this.#options.tick(tick, DEMO_CHANNEL);
      this.#hand(round.event(event, due));
    }
    for (; tick <= now; tick += TICK_MS) this.#options.tick(tick, DEMO_CHANNEL);
    return index;
  }

  async #playLive(first: DemoRound, next: number): Promise<void> {
    const { stream, clock } = this.#options;
    let round = first;
    let index = next;
    while (!this.#stop.signal.aborted) {
      const event = stream.events[index];
      if (event === undefined) {
        round = round.next();
        index = 0;
        continue;
      }
      const now = clock.now();
      const waitMs = round.dueAt(event) - now;
      if (waitMs > 0) {
        await clock.sleep(Math.min(waitMs, WAIT_MS_MAX), this.#stop.signal);
        continue;
      }
      if (waitMs < -LATE_MS_MAX) {
        round.delay(-waitMs);
        this.#hand({ kind: 'gap', channel: DEMO_CHANNEL, sentAt: now, receivedAt: now, reason: 'clock-jump' });
      }
      this.#hand(round.event(event, now));
      index++;
    }
  }

  #hand(event: ChatEvent): void {
    if (!this.#wanted) return;
    if (event.kind === 'message') this.#lastMessageAt = event.receivedAt;
    this.#options.accept(event);
  }
}
