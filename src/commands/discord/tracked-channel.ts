import { UserError, type Choice } from '../../domain/command.ts';
import type { Track } from '../../domain/track.ts';
import { parseChannelName } from '../../lib/channel-name.ts';
import { clip, escapeMarkdown } from '../../lib/markdown.ts';
import type { CommandContext } from '../command.ts';
import { channelText, mention } from './reply.ts';

const CHOICES_MAX = 25;

/** The channel in what somebody typed. @throws UserError saying what a name looks like */
export function requireChannelName(typed: string): string {
  const name = parseChannelName(typed);
  if (name !== null) return name;
  throw new UserError(
    `“${escapeMarkdown(clip(typed, 50))}” cannot be a Twitch channel: names are 1 to 25 letters, digits or underscores and do not begin with an underscore. Type the last part of the channel's address, twitch\\.tv/**name**.`,
  );
}

/** This guild's track of the channel typed. @throws UserError when there is none */
export async function requireTrack(context: CommandContext, typed: string): Promise<Track> {
  const name = requireChannelName(typed);
  const track = await context.guild.trackOf(name);
  if (track !== null) return track;
  throw new UserError(
    `This server does not track ${channelText(name)}. Pick a channel from the suggestions, or begin with ${mention(context, 'track add')}.`,
  );
}

/** This guild's track of the channel typed, or its only one where none is. @throws UserError when there is no such */
export async function requireOneTrack(context: CommandContext, typed: string | null): Promise<Track> {
  if (typed !== null) return requireTrack(context, typed);
  const [only, ...others] = await context.guild.tracks();
  if (only === undefined)
    throw new UserError(`This server tracks no channel yet. Begin with ${mention(context, 'track add')}.`);
  if (others.length > 0)
    throw new UserError('This server tracks several channels. Name one with the **channel** option.');
  return only;
}

/** @throws UserError when this guild has no such track (any more) */
export async function trackById(context: CommandContext, trackId: string): Promise<Track> {
  const track = await context.guild.track(trackId);
  if (track !== null) return track;
  throw new UserError(
    `This channel is no longer tracked here. ${mention(context, 'track list')} shows those that are.`,
  );
}

/** Channels this guild tracks, those beginning with what is typed first. */
export async function trackedChannelChoices(context: CommandContext, typed: string): Promise<readonly Choice[]> {
  const wanted = parseChannelName(typed) ?? typed.trim().toLowerCase();
  const names = (await context.guild.tracks()).map((track) => track.channel).filter((name) => name.includes(wanted));
  return names
    .toSorted((a, b) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)))
    .slice(0, CHOICES_MAX)
    .map((name) => ({ name, value: name }));
}
