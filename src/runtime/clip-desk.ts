import type { MomentClip } from '../domain/desk.ts';
import type { HypeEvent, HypeMoment, MomentId } from '../domain/hype-moment.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { ClipMaker, ClipStore } from '../domain/ports/desk.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { MomentStore, StreamStore } from '../domain/ports/stores.ts';
import { TRACK_DEFAULTS, type Track } from '../domain/track.ts';
import { vodUrl } from '../lib/format.ts';
import { escapeMarkdown } from '../lib/markdown.ts';
import { withTimeout } from '../lib/with-timeout.ts';
import { ClipLimiter } from './clip-desk-limits.ts';
import {
  confirmClip,
  keepClip,
  LIVE_WITHIN_MS,
  orderClip,
  streamOf,
  type ClipMakingDeps,
  type ClipOrder,
} from './clip-desk-making.ts';
import { liveCallAt, vodRange } from './clip-desk-plan.ts';

/** Clips being waited for, made or confirmed; beyond it a moment gets none, which is counted. */
const JOBS_MAX = 64;
/** The moment is stored by somebody else, at about the same time. */
const STORED_WITHIN = { tries: 5, everyMs: 500 } as const;
/** A request under way may still learn its clip's id; what takes longer is found again at the next start. */
const STOP_GRACE_MS = 3_000;

export interface ClipDeskOptions {
  readonly clipMaker: ClipMaker;
  readonly clips: ClipStore;
  readonly moments: Pick<MomentStore, 'get'>;
  readonly streams: Pick<StreamStore, 'get'>;
  readonly clock: Clock;
  readonly observer: Observer;
  /** A card's clip changed. */
  readonly wakeDelivery: () => void;
}

export interface ClipDesk extends AsyncDisposable {
  /** An alert was queued for a track. Returns at once; a track without automatic clips and an attack are ignored. */
  onAlert(event: HypeEvent, track: Track): void;
  /** A moment that is over has nothing more to wait for. */
  onEnded(momentId: MomentId): void;
  /** For the card's button. The caller has checked that this person may see the moment. */
  createClip(
    momentId: MomentId,
    requestedBy: string,
    reachBackSeconds?: number,
  ): Promise<{ readonly ok: boolean; readonly text: string }>;
  /** Whether to offer clips: an account is there whose token may make them. */
  possible(): boolean;
  /** Looks after the clips that were being made when the process ended. Call once, at the start. Never fails. */
  recover(): Promise<void>;
}

/** Makes clips of moments, at most one each. Nothing here is waited for by an alert. */
export function createClipDesk(options: ClipDeskOptions): ClipDesk {
  return new Desk(options);
}

interface Job {
  readonly done: Promise<void>;
  /** The moment is over. */
  readonly ended: () => void;
  /** Several tracks may want the same moment; the clip serves the one that reaches back furthest. */
  reachBackSeconds: number;
}

class Desk implements ClipDesk {
  readonly #options: ClipDeskOptions;
  readonly #making: ClipMakingDeps;
  readonly #jobs = new Map<MomentId, Job>();
  readonly #stop = new AbortController();

  constructor(options: ClipDeskOptions) {
    this.#options = options;
    this.#making = { ...options, limiter: new ClipLimiter() };
  }

  onAlert({ moment }: HypeEvent, track: Track): void {
    if (!track.autoClip || moment.attack) return;
    const known = this.#jobs.get(moment.id);
    if (known !== undefined) {
      known.reachBackSeconds = Math.max(known.reachBackSeconds, track.reachBackSeconds);
      return;
    }
    this.#begin(moment.id, track.reachBackSeconds, (job, ended) => this.#clipByItself(moment, job, ended));
  }

  onEnded(momentId: MomentId): void {
    this.#jobs.get(momentId)?.ended();
  }

  possible(): boolean {
    return this.#options.clipMaker.missing() === null;
  }

  async createClip(
    momentId: MomentId,
    requestedBy: string,
    reachBackSeconds: number = TRACK_DEFAULTS.reachBackSeconds,
  ): Promise<{ readonly ok: boolean; readonly text: string }> {
    const { moments, clips, clock } = this.#options;
    const [stored, before] = await Promise.all([moments.get(momentId), clips.ofMoment(momentId)]);
    if (stored === null) return { ok: false, text: 'This moment is no longer stored, so there is nothing to clip.' };
    if (before?.state === 'ready') return { ok: true, text: `There is a clip already: ${before.url ?? ''}` };
    const { moment } = stored;
    if (moment.attack) return { ok: false, text: 'This looks like an attack on the chat, so I make no clip of it.' };
    const recent = clock.now() <= moment.startedAt + LIVE_WITHIN_MS;
    const reachable = recent || (await this.#vodOf(moment, reachBackSeconds)) !== null;
    // Asked after the stores answered: somebody else may have pressed meanwhile.
    if (this.#jobs.has(momentId)) return { ok: true, text: BEING_MADE };
    if (!reachable) return { ok: false, text: OUT_OF_REACH };
    const clip = await this.#ordered({ moment, reachBackSeconds, person: requestedBy, triesMax: 1 });
    if (clip === 'busy') return { ok: false, text: 'Too many clips are being made right now. Try again in a minute.' };
    if (clip === null) return { ok: false, text: 'The clip could not be noted down, so I asked Twitch for none.' };
    if (clip.state !== 'failed') return { ok: true, text: madeText(clip) };
    const link = await this.#vodOf(moment, reachBackSeconds);
    const byHand = link === null ? '' : ` By hand: open [the video there](${link}) and press Twitch's clip button.`;
    return { ok: false, text: `No clip: ${clip.problem ?? ''}${byHand}` };
  }

  async recover(): Promise<void> {
    const unfinished = await this.#options.clips.unfinished().catch((error: unknown) => {
      this.#options.observer.stageFailed('clip-recover', error);
      return [];
    });
    for (const clip of unfinished) {
      if (this.#jobs.has(clip.momentId)) continue;
      if (clip.clipId === null) {
        const problem =
          'The bot was restarted while it asked Twitch for the clip, so it is not known whether there is one.';
        await keepClip(this.#making, { ...clip, state: 'failed', problem });
      } else {
        this.#begin(clip.momentId, 0, () => confirmClip(this.#making, clip, this.#stop.signal));
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    const ended = Promise.all([...this.#jobs.values()].map(({ done }) => done));
    await withTimeout('last clips', STOP_GRACE_MS, null, () => ended).catch((error: unknown) =>
      this.#options.observer.stageFailed('clip-stop', error),
    );
  }

  /** False when there is no room for one more. */
  #begin(
    momentId: MomentId,
    reachBackSeconds: number,
    work: (job: Job, ended: Promise<void>) => Promise<void>,
  ): boolean {
    const stopping = this.#stop.signal.aborted;
    if (stopping || this.#jobs.size >= JOBS_MAX) {
      this.#options.observer.eventDropped('clip', stopping ? 'stopping' : 'too-many-at-once', stopping);
      return false;
    }
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const { promise: done, resolve: finish } = Promise.withResolvers<void>();
    const job: Job = { done, ended: resolve, reachBackSeconds };
    this.#jobs.set(momentId, job);
    void this.#guarded(() => work(job, ended)).then(() => {
      this.#jobs.delete(momentId);
      finish();
    });
    return true;
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#options.observer.stageFailed('clip', error);
    }
  }

  async #clipByItself(detected: HypeMoment, job: Job, ended: Promise<void>): Promise<void> {
    const { clips, clock } = this.#options;
    // A clip that failed counts as well: one moment is asked for once by itself.
    if ((await clips.ofMoment(detected.id)) !== null) return;
    const wait = liveCallAt(detected, job.reachBackSeconds) - clock.now();
    if (wait > 0) await this.#sleepUntilEnded(wait, ended);
    const moment = await this.#storedMoment(detected);
    // What it is may only have become clear meanwhile.
    if (moment.attack) return;
    const order: ClipOrder = { moment, reachBackSeconds: job.reachBackSeconds, person: null };
    const clip = await orderClip(this.#making, order, this.#stop.signal);
    if (clip !== null) await confirmClip(this.#making, clip, this.#stop.signal);
  }

  /** The clip as asked for; it is confirmed in the background. */
  async #ordered(order: ClipOrder): Promise<MomentClip | null | 'busy'> {
    const { promise, resolve } = Promise.withResolvers<MomentClip | null>();
    const begun = this.#begin(order.moment.id, order.reachBackSeconds, async () => {
      let clip: MomentClip | null = null;
      try {
        clip = await orderClip(this.#making, order, this.#stop.signal);
      } finally {
        resolve(clip);
      }
      if (clip !== null) await confirmClip(this.#making, clip, this.#stop.signal);
    });
    return begun ? promise : 'busy';
  }

  async #sleepUntilEnded(ms: number, ended: Promise<void>): Promise<void> {
    const turn = new AbortController();
    const signal = AbortSignal.any([turn.signal, this.#stop.signal]);
    const slept = this.#options.clock.sleep(ms, signal).catch((error: unknown) => {
      if (!turn.signal.aborted) throw error;
    });
    await Promise.race([slept, ended]);
    turn.abort();
  }

  /** With what was learned since it was detected; as it was detected when the store does not have it. */
  async #storedMoment(detected: HypeMoment): Promise<HypeMoment> {
    for (let tries = 0; tries < STORED_WITHIN.tries; tries++) {
      const stored = await this.#options.moments.get(detected.id);
      if (stored !== null) return stored.moment;
      await this.#options.clock.sleep(STORED_WITHIN.everyMs, this.#stop.signal);
    }
    return detected;
  }

  async #vodOf(moment: HypeMoment, reachBackSeconds: number): Promise<string | null> {
    const stream = await streamOf(this.#options, moment);
    const range = stream === null ? null : vodRange(moment, stream, reachBackSeconds, this.#options.clock.now());
    if (stream === null || stream.vodId === null || range === null) return null;
    return vodUrl(stream.vodId, range.endOffsetSeconds - range.durationSeconds);
  }
}

const OUT_OF_REACH =
  'Twitch clips only about the last minute of a running stream, this moment is older, and its stream has no video to clip from (yet).';
const BEING_MADE = 'A clip of this moment is being made; the card shows it when Twitch has it.';

function madeText({ account }: MomentClip): string {
  return `Twitch is making a clip under **${escapeMarkdown(account)}**; the card shows it in a few seconds.`;
}
