import type { ChannelName, EpochMs } from '../domain/chat-event.ts';
import type { Storage } from '../domain/ports/stores.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';

/** Longer than any baseline looks back. */
const BASELINE_MS = 15 * 60_000;
/** Moments last seconds to a few minutes; one that was open at a crash is closed this long after its peak. */
const OPEN_TAIL_MS = 15_000;

/** Gives a channel its baseline back from stored minutes, marking the time without chat as a gap. */
export async function restoreChannel(
  storage: Storage,
  pipeline: Pipeline,
  channel: ChannelName,
  now: EpochMs,
): Promise<void> {
  const minutes = await storage.metrics.minutes(channel, now - BASELINE_MS, now);
  const samples = minutes.flatMap((minute) => minute.samples);
  if (samples.length === 0) return;
  pipeline.restore(channel, now, samples);
  pipeline.accept({ kind: 'gap', channel, sentAt: now, receivedAt: now, reason: 'restart' });
}

/** Closes moments that were open when the process ended, so that their cards do not say "ongoing" for ever. */
export async function closeUnfinishedMoments(storage: Storage, now: EpochMs): Promise<number> {
  const open = await storage.moments.unfinished();
  for (const moment of open) {
    const endedAt = Math.min(now, moment.peakAt + OPEN_TAIL_MS);
    await storage.moments.save({ ...moment, phase: 'ended', endedAt }, []);
  }
  return open.length;
}
