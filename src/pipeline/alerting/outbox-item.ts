import type { OutboxItem } from '../../domain/alert.ts';
import type { EpochMs } from '../../domain/chat-event.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import type { Track } from '../../domain/track.ts';
import { hash32 } from '../../lib/hash.ts';

/** The alert of one moment for one track, due at once. */
export function createOutboxItem(moment: HypeMoment, track: Track, now: EpochMs): OutboxItem {
  const id = `${moment.id}:${track.id}`;
  return {
    id,
    momentId: moment.id,
    trackId: track.id,
    guildId: track.guildId,
    channel: moment.channel,
    target: track.target,
    nonce: nonceOf(id),
    pingRoleId: track.pingRoleId,
    reachBackSeconds: track.reachBackSeconds,
    crosspost: track.crosspost,
    createdAt: now,
    state: 'pending',
    attempts: 0,
    nextAttemptAt: now,
    postedChannelId: null,
    postedMessageId: null,
    postedRevision: 0,
    lastError: null,
  };
}

/** The same for the same alert in every process, and at most 25 characters (Discord's limit): three 32-bit hashes. */
export function nonceOf(outboxId: string): string {
  const parts = [0x811c9dc5, 0x01234567, 0x9e3779b9].map((seed) => hash32(outboxId, seed).toString(36));
  return `hw${parts.join('-')}`;
}
