import type { DeliveryDecision, OutboxItem } from '../../domain/alert.ts';
import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { HypeEvent, MomentId } from '../../domain/hype-moment.ts';
import type { Track } from '../../domain/track.ts';
import { MomentGroups, type GroupJoin } from './group.ts';
import { createOutboxItem } from './outbox-item.ts';
import { judge, type RouteRules, type SuppressionReason } from './route.ts';

/**
 * Moments a channel's router remembers; the oldest is forgotten first. Normally one is open at a time. A forgotten
 * moment that rises again makes an alert of the same id, which the outbox ignores.
 */
const MOMENTS_PER_CHANNEL_MAX = 4;

export interface AlertRouterOptions extends RouteRules {
  readonly tracks: readonly Track[];
  /** By track id, so that cooldowns outlive the process. */
  readonly lastAlerts: ReadonlyMap<string, EpochMs>;
}

export interface Routed {
  /** To be stored in one transaction with the moment. */
  readonly alerts: readonly OutboxItem[];
  readonly decisions: readonly DeliveryDecision[];
  /** Moments that are shown on the card of another channel's instead of on one of their own. */
  readonly joins: readonly GroupJoin[];
}

/** Decides which tracks hear of which moments. It alone knows who was told. */
export interface AlertRouter {
  /** Replaces all tracks; the memory of those that remain stays. */
  setTracks(tracks: readonly Track[]): void;
  /** Null when it is not tracked (any more). */
  track(id: string): Track | null;
  tracksOf(channel: ChannelName): readonly Track[];
  handle(event: HypeEvent): Routed;
}

type Told = 'alerted' | SuppressionReason;

/** Sentences for `/track log`, by the reason an alert was queued. */
const QUEUED = {
  alert: 'strong enough, handed to delivery',
  attack: "looks like an attack, handed to delivery for the moderators' channel",
} as const;

const NOTHING: Routed = { alerts: [], decisions: [], joins: [] };

export function createAlertRouter(options: AlertRouterOptions): AlertRouter {
  const lastAlerts = new Map(options.lastAlerts);
  const groups = new MomentGroups();
  /** Reports of attacks to moderators, kept apart so that neither holds the other back. */
  const lastReports = new Map<string, EpochMs>();
  const told = new Map<ChannelName, Map<MomentId, Map<string, Told>>>();
  let byChannel = groupByChannel(options.tracks);
  let byId = indexById(options.tracks);

  const toldOf = (channel: ChannelName, momentId: MomentId): Map<string, Told> => {
    const moments = upsert(told, channel, () => new Map<MomentId, Map<string, Told>>());
    const tracks = upsert(moments, momentId, () => new Map<string, Told>());
    const oldest = moments.keys().next();
    if (moments.size > MOMENTS_PER_CHANNEL_MAX && !oldest.done) moments.delete(oldest.value);
    return tracks;
  };

  return {
    setTracks(tracks) {
      byChannel = groupByChannel(tracks);
      byId = indexById(tracks);
      for (const last of [lastAlerts, lastReports]) for (const id of last.keys()) if (!byId.has(id)) last.delete(id);
      for (const channel of told.keys()) if (!byChannel.has(channel)) told.delete(channel);
    },

    track: (id) => byId.get(id) ?? null,
    tracksOf: (channel) => byChannel.get(channel) ?? [],

    handle(event) {
      const { moment, at } = event;
      const tracks = byChannel.get(moment.channel);
      if (tracks === undefined) return NOTHING;
      if (event.kind === 'ended') {
        told.get(moment.channel)?.delete(moment.id);
        for (const track of tracks) groups.ended(track, moment.id);
        return NOTHING;
      }
      const memory = toldOf(moment.channel, moment.id);
      const alerts: OutboxItem[] = [];
      const decisions: DeliveryDecision[] = [];
      const joins: GroupJoin[] = [];
      const last = moment.attack ? lastReports : lastAlerts;
      for (const track of tracks) {
        const before = memory.get(track.id);
        const state = { alerted: before === 'alerted', lastAlertAt: last.get(track.id) ?? null };
        const verdict = judge(event, track, state, options);
        if (verdict.kind === 'alert') {
          memory.set(track.id, 'alerted');
          last.set(track.id, at);
          const join = moment.attack ? null : groups.join(track, moment);
          if (join !== null) {
            joins.push(join);
            decisions.push(decision(track, event, 'suppressed', 'grouped', joinText(join)));
            continue;
          }
          const item = createOutboxItem(moment, track, at);
          if (!moment.attack) groups.lead(track, moment, item.id);
          alerts.push(item);
          const reason = moment.attack ? 'attack' : 'alert';
          decisions.push(decision(track, event, 'queued', reason, QUEUED[reason]));
        } else if (verdict.kind === 'suppressed' && before === undefined) {
          memory.set(track.id, verdict.reason);
          decisions.push(decision(track, event, 'suppressed', verdict.reason, verdict.detail));
        }
      }
      return { alerts, decisions, joins };
    },
  };
}

function joinText({ leaderChannel }: GroupJoin): string {
  return `erupted in the same seconds as ${leaderChannel} and is shown on its card`;
}

function decision(
  track: Track,
  event: HypeEvent,
  kind: 'queued' | 'suppressed',
  reason: string,
  detail: string,
): DeliveryDecision {
  const { guildId, id: trackId, channel } = track;
  return { guildId, trackId, channel, momentId: event.moment.id, at: event.at, kind, reason, detail };
}

function groupByChannel(tracks: readonly Track[]): ReadonlyMap<ChannelName, readonly Track[]> {
  return Map.groupBy(tracks, (track) => track.channel);
}

function indexById(tracks: readonly Track[]): ReadonlyMap<string, Track> {
  return new Map(tracks.map((track) => [track.id, track]));
}

function upsert<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = create();
  map.set(key, value);
  return value;
}
