import type { OutboxItem, OutboxState } from '../../domain/alert.ts';
import type { AlertTarget } from '../../domain/track.ts';
import type { OutboxRow } from '../schema.ts';

export function toOutboxRow(item: OutboxItem): OutboxRow {
  return {
    id: item.id,
    moment_id: item.momentId,
    track_id: item.trackId,
    guild_id: item.guildId,
    channel: item.channel,
    target_kind: item.target.kind,
    target_id: item.target.id,
    nonce: item.nonce,
    ping_role_id: item.pingRoleId,
    reach_back_seconds: item.reachBackSeconds,
    crosspost: item.crosspost ? 1 : 0,
    created_at: item.createdAt,
    state: item.state,
    attempts: item.attempts,
    next_attempt_at: item.nextAttemptAt,
    posted_channel_id: item.postedChannelId,
    posted_message_id: item.postedMessageId,
    posted_revision: item.postedRevision,
    last_error: item.lastError,
    sender: null,
    sending_since: null,
    edit_due_at: null,
  };
}

export function fromOutboxRow(row: OutboxRow): OutboxItem {
  return {
    id: row.id,
    momentId: row.moment_id,
    trackId: row.track_id,
    guildId: row.guild_id,
    channel: row.channel,
    target: { kind: row.target_kind as AlertTarget['kind'], id: row.target_id },
    nonce: row.nonce,
    pingRoleId: row.ping_role_id,
    reachBackSeconds: row.reach_back_seconds,
    crosspost: row.crosspost === 1,
    createdAt: row.created_at,
    state: row.state as OutboxState,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    postedChannelId: row.posted_channel_id,
    postedMessageId: row.posted_message_id,
    postedRevision: row.posted_revision,
    lastError: row.last_error,
  };
}
