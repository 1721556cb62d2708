import type { OutboxItem } from '../../domain/alert.ts';
import type { EpochMs } from '../../domain/chat-event.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import type { Track } from '../../domain/track.ts';
import { hash32 } from '../../lib/hash.ts';

/**
 * The alert of one moment for one track, due at once. An attack goes to the moderators and to nobody else: without a
 * ping, and never published to followers.
 * @throws for an attack without a moderators' channel, which routing suppresses
 */
export function createOutboxItem(moment: HypeMoment, track: Track, now: EpochMs): OutboxItem {
  const id = `${moment.id}:${track.id}`;
  const target = moment.attack ? track.moderatorTarget : track.target;
  if (target === null) throw new Error('An attack must not be posted where clips are collected');
  return {
    id,
    momentId: moment.id,
    trackId: track.id,
    guildId: track.guildId,
    channel: moment.channel,
    target,
    nonce: nonceOf(id),
    pingRoleId: moment.attack ? null : track.pingRoleId,
    reachBackSeconds: track.reachBackSeconds,
    crosspost: !moment.attack && track.crosspost,
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
