import type { StreamInfo } from '../domain/chat-event.ts';
import type { MomentClip } from '../domain/desk.ts';
import type { HypeMoment } from '../domain/hype-moment.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { ClipMaker, ClipOutcome, ClipRefusal, ClipStore } from '../domain/ports/desk.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { StreamStore } from '../domain/ports/stores.ts';
import type { ClipLimiter } from './clip-desk-limits.ts';
import { clipTitle, liveDuration, vodRange } from './clip-desk-plan.ts';

/** Later than this after its start, too little of a moment is left in what Twitch captures. */
export const LIVE_WITHIN_MS = 60_000;
const TRIES_MAX = 3;
/** When Get Clips is asked, counted from the answer to the request: Twitch promises 15 s, and may be late once. */
const CHECKS_AT_MS = [2_000, 4_000, 7_000, 11_000, 15_000, 60_000] as const;

/** What may work with the video although the running stream could not be clipped. */
const VOD_MAY_HELP: ReadonlySet<ClipRefusal> = new Set(['not-live', 'unavailable', 'rate-limited', 'missing-scope']);

export interface ClipMakingDeps {
  readonly clipMaker: ClipMaker;
  readonly clips: ClipStore;
  readonly streams: Pick<StreamStore, 'get'>;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly limiter: ClipLimiter;
  readonly wakeDelivery: () => void;
}

export interface ClipOrder {
  readonly moment: HypeMoment;
  readonly reachBackSeconds: number;
  /** Who pressed the button; null for an automatic clip. */
  readonly person: string | null;
  readonly triesMax?: number;
}

type Refused = Extract<ClipOutcome, { readonly kind: 'refused' }>;

/**
 * Asks Twitch for the clip: of the running stream while the moment is in reach, else or after that of its video. That
 * it is being made is stored before the first request leaves, so that a crash leaves a trace. Only a person's wish for
 * a clip of the video is stored when it came true: most accounts may not, and the card need not say so for ever.
 * @returns the clip as far as it came: `creating` with its id, or `failed`; null when it could not be stored
 * @throws the signal's reason
 */
export async function orderClip(
  deps: ClipMakingDeps,
  order: ClipOrder,
  signal: AbortSignal,
): Promise<MomentClip | null> {
  const { moment, person } = order;
  const now = deps.clock.now();
  const base = {
    momentId: moment.id,
    channel: moment.channel,
    account: deps.clipMaker.account() ?? '',
    clipId: null,
    url: null,
    problem: null,
    at: now,
  };
  const announced = person === null || now <= moment.startedAt + LIVE_WITHIN_MS;
  if (announced && !(await keepClip(deps, { ...base, state: 'creating' }))) return null;
  const failed = (problem: string): MomentClip => ({ ...base, state: 'failed', problem });
  let outcome: ClipOutcome;
  try {
    outcome = await ask(deps, order, signal);
  } catch (error) {
    if (announced && !signal.aborted) await keepClip(deps, failed('Something in Hypewire broke while asking for it.'));
    throw error;
  }
  if (outcome.kind === 'created') {
    const clip: MomentClip = { ...base, state: 'creating', clipId: outcome.clipId };
    await keepClip(deps, clip);
    return clip;
  }
  deps.observer.eventDropped('clip', outcome.reason, true);
  const clip = failed(outcome.detail);
  if (announced) await keepClip(deps, clip);
  return clip;
}

/** Waits until Twitch lists the clip and stores how it ended. @throws the signal's reason */
export async function confirmClip(deps: ClipMakingDeps, clip: MomentClip, signal: AbortSignal): Promise<void> {
  const { clock, clipMaker, observer } = deps;
  if (clip.clipId === null) return;
  const createdAt = clock.now();
  let answered = true;
  for (const after of CHECKS_AT_MS) {
    await clock.sleep(Math.max(0, createdAt + after - clock.now()), signal);
    try {
      const url = await clipMaker.find(clip.clipId);
      answered = true;
      if (url !== null) {
        await keepClip(deps, { ...clip, state: 'ready', url });
        return;
      }
    } catch (error) {
      answered = false;
      observer.stageFailed('clip-check', error);
    }
  }
  const problem = answered
    ? 'Twitch took the request but has not made the clip within a minute.'
    : 'Twitch took the request but does not say whether the clip exists.';
  observer.eventDropped('clip', 'not-confirmed', true);
  await keepClip(deps, { ...clip, state: 'failed', problem });
}

/** False when the store refused; the rest of the bot goes on. */
export async function keepClip(deps: ClipMakingDeps, clip: MomentClip): Promise<boolean> {
  try {
    await deps.clips.save(clip);
    deps.wakeDelivery();
    return true;
  } catch (error) {
    deps.observer.stageFailed('clip-store', error);
    return false;
  }
}

async function ask(deps: ClipMakingDeps, order: ClipOrder, signal: AbortSignal): Promise<ClipOutcome> {
  const live = await askLive(deps, order, signal);
  if (live !== null && (live.kind === 'created' || !VOD_MAY_HELP.has(live.reason))) return live;
  const vod = await askVod(deps, order, signal);
  // An account that may not use the video is the rule; what stopped the live clip is the news then.
  return vod.kind === 'refused' && live !== null && !vod.retryable ? live : vod;
}

/** Null when the moment is out of reach. */
async function askLive(deps: ClipMakingDeps, order: ClipOrder, signal: AbortSignal): Promise<ClipOutcome | null> {
  const { clock, clipMaker } = deps;
  const { moment, reachBackSeconds, triesMax = TRIES_MAX } = order;
  const deadline = moment.startedAt + LIVE_WITHIN_MS;
  let outcome: ClipOutcome | null = null;
  for (let tries = 0; tries < triesMax && clock.now() <= deadline; tries++) {
    const refused = await waitForTurn(deps, order, deadline, signal);
    if (refused !== null) return outcome ?? refused;
    const duration = liveDuration(moment, reachBackSeconds, clock.now());
    outcome = await clipMaker.createNow(moment.channel, clipTitle(moment), duration);
    if (outcome.kind === 'created' || !outcome.retryable) return outcome;
  }
  return outcome;
}

async function askVod(deps: ClipMakingDeps, order: ClipOrder, signal: AbortSignal): Promise<ClipOutcome> {
  const { moment, reachBackSeconds } = order;
  const stream = await streamOf(deps, moment);
  const range = stream === null ? null : vodRange(moment, stream, reachBackSeconds, deps.clock.now());
  if (stream === null || stream.vodId === null || range === null) return NO_VOD;
  const refused = await waitForTurn(deps, order, Number.POSITIVE_INFINITY, signal);
  if (refused !== null) return refused;
  const { durationSeconds, endOffsetSeconds } = range;
  return deps.clipMaker.createFromVod(stream, clipTitle(moment), durationSeconds, endOffsetSeconds);
}

const NO_VOD: Refused = {
  kind: 'refused',
  reason: 'no-vod',
  detail: 'The moment is over a minute old, and its stream has no video to clip from.',
  retryable: false,
};

/** Null when it is this order's turn; a refusal when none comes before `deadline`. */
async function waitForTurn(
  { limiter, clock }: ClipMakingDeps,
  { moment, person }: ClipOrder,
  deadline: number,
  signal: AbortSignal,
): Promise<Refused | null> {
  const refused = (detail: string): Refused => ({ kind: 'refused', reason: 'rate-limited', detail, retryable: true });
  for (;;) {
    const now = clock.now();
    const turn = limiter.take(moment.channel, person, now);
    if (turn.kind === 'yours') return null;
    if (turn.kind === 'refused') return refused(turn.detail);
    if (now + turn.ms > deadline) return refused('Another clip of this channel was being made at the same time.');
    await clock.sleep(turn.ms, signal);
  }
}

export async function streamOf(
  { streams, observer }: Pick<ClipMakingDeps, 'streams' | 'observer'>,
  { streamId }: Pick<HypeMoment, 'streamId'>,
): Promise<StreamInfo | null> {
  if (streamId === null) return null;
  try {
    return await streams.get(streamId);
  } catch (error) {
    observer.stageFailed('clip-stream', error);
    return null;
  }
}
