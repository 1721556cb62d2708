import { UserError, type CommandReply, type Invoker, type PickedChannel } from '../../../domain/command.ts';
import type { TargetCheck, TargetInspector } from '../../../domain/ports/delivery.ts';
import { TRACK_DEFAULTS, type Track } from '../../../domain/track.ts';
import { hash32 } from '../../../lib/hash.ts';
import { TimeoutError, withTimeout } from '../../../lib/with-timeout.ts';
import type { CommandContext } from '../../command.ts';
import { channelText, mention, placeText } from '../reply.ts';
import { applyChanges } from './changes.ts';
import { TRACKS_PER_GUILD_MAX } from './definition.ts';
import { keepDraft, type TrackDraft } from './draft.ts';
import { missingReply, savedReply } from './save-replies.ts';

const CHECK_TIMEOUT_MS = 8000;

/**
 * Checks a draft against everything that could stop its alerts, and stores it. What is missing is answered with the
 * next step and a *Retry* button that repeats this very request.
 * @throws UserError where the draft itself is wrong
 */
export async function saveDraft(context: CommandContext, invoker: Invoker, draft: TrackDraft): Promise<CommandReply> {
  return context.guildLock.run(invoker.guildId, async () => {
    const tracks = await context.guild.tracks();
    const before =
      draft.mode === 'add' ? newTrack(context, tracks, invoker, draft) : existingTrack(context, tracks, draft);
    const track = applyChanges(before, draft.changes, fallbackZone(tracks));
    for (const { target, options } of placesToCheck(draft, before, track)) {
      const check = await checkTarget(context, target, options);
      if (check.ok) continue;
      await keepDraft(context, invoker, draft);
      return missingReply(draft, target, check.missing);
    }
    await context.guild.put(track);
    await context.trackingChanged();
    return savedReply(context, draft, track);
  });
}

interface PlaceToCheck {
  readonly target: PickedChannel;
  readonly options: Parameters<TargetInspector['check']>[2];
}

/** Where this draft has the bot post, as far as that changes. */
function placesToCheck(draft: TrackDraft, before: Track, track: Track): readonly PlaceToCheck[] {
  const places: PlaceToCheck[] = [];
  if (draft.mode === 'add' || touchesDelivery(draft)) {
    const { pingRoleId, crosspost } = track;
    const options = { pingRoleId, crosspost, ...(track.threadPerStream && { threads: true }) };
    places.push({ target: draft.changes.target ?? pickedFrom(before), options });
  }
  const { moderatorTarget } = draft.changes;
  if (moderatorTarget) places.push({ target: moderatorTarget, options: { pingRoleId: null, crosspost: false } });
  return places;
}

/** Bounded, because nothing else can change this guild's tracks meanwhile. */
async function checkTarget(
  { targets, guild }: CommandContext,
  target: PickedChannel,
  options: Parameters<TargetInspector['check']>[2],
): Promise<TargetCheck> {
  try {
    return await withTimeout('checking permissions', CHECK_TIMEOUT_MS, null, () =>
      targets.check(guild.guildId, target, options),
    );
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    throw new UserError(
      `Discord did not tell me in time what I may do in ${placeText(target.id)}, so nothing was saved. Try again in a minute.`,
      { cause: error },
    );
  }
}

function newTrack(context: CommandContext, tracks: readonly Track[], invoker: Invoker, draft: TrackDraft): Track {
  const { channel } = draft;
  const existing = tracks.find((track) => track.channel === channel);
  if (existing !== undefined) {
    throw new UserError(
      `This server already tracks ${channelText(channel)}, with alerts in ${placeText(existing.target.id)}. Change it with ${mention(context, 'track edit')}.`,
    );
  }
  if (tracks.length >= TRACKS_PER_GUILD_MAX) {
    throw new UserError(
      `This server already tracks ${TRACKS_PER_GUILD_MAX} channels, which is the most one server can. Make room with ${mention(context, 'track remove')}.`,
    );
  }
  return {
    v: 1,
    id: trackId(invoker.guildId, channel),
    guildId: invoker.guildId,
    channel,
    target: { kind: placeKind(invoker), id: invoker.channelId },
    ...TRACK_DEFAULTS,
    pingRoleId: null,
    quietHours: null,
    paused: false,
    autoClip: false,
    moderatorTarget: null,
    recap: false,
    quietDigest: false,
    threadPerStream: false,
    crosspost: false,
    summaries: false,
    summaryCron: null,
    summaryTimeZone: null,
    createdBy: invoker.userId,
    createdAt: context.clock.now(),
  };
}

/** A guild tracks a channel once, so the two make the id: a repeated request cannot store it twice. */
function trackId(guildId: string, channel: string): string {
  const key = `${guildId}:${channel}`;
  return [hash32(key), hash32(key, 0x9e3779b9)].map((hash) => hash.toString(36)).join('-');
}

/** Alerts go where the command was used unless a target is named. A voice channel's chat takes messages as text does. */
function placeKind(invoker: Invoker): Track['target']['kind'] {
  const kind = invoker.channelKind ?? 'text';
  return kind === 'other' ? 'text' : kind;
}

function existingTrack(context: CommandContext, tracks: readonly Track[], draft: TrackDraft): Track {
  const track = tracks.find(({ channel }) => channel === draft.channel);
  if (track !== undefined) return track;
  throw new UserError(
    `This server no longer tracks ${channelText(draft.channel)}. Begin again with ${mention(context, 'track add')}.`,
  );
}

function touchesDelivery({ changes }: TrackDraft): boolean {
  return (
    changes.target !== undefined ||
    typeof changes.pingRoleId === 'string' ||
    changes.crosspost === true ||
    changes.threadPerStream === true
  );
}

/** The target of a track, as far as it is known without asking Discord. */
function pickedFrom({ target }: Track): PickedChannel {
  return { id: target.id, name: '', kind: target.kind === 'terminal' ? 'other' : target.kind };
}

/** The zone this server already uses for quiet hours. */
function fallbackZone(tracks: readonly Track[]): string {
  return tracks.find((track) => track.quietHours !== null)?.quietHours?.timeZone ?? 'UTC';
}
