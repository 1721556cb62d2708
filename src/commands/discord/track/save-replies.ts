import type { CommandReply, PickedChannel } from '../../../domain/command.ts';
import type { Track } from '../../../domain/track.ts';
import { escapeMarkdown } from '../../../lib/markdown.ts';
import type { CommandContext } from '../../command.ts';
import { channelText, mention, placeText, reply, text } from '../reply.ts';
import { trackLines } from './describe.ts';
import type { TrackDraft } from './draft.ts';

/** What the bot lacks in the target, what to do, and a button that repeats the request. */
export function missingReply(draft: TrackDraft, target: PickedChannel, missing: readonly string[]): CommandReply {
  const place = placeText(target.id);
  const names = missing.map((name) => `**${name}**`).join(', ');
  const problem =
    missing.length === 0
      ? `I can't post in ${place}: Discord does not show it to me. Give my role access to it`
      : `I can't post in ${place}: missing ${names}. Give my role ${missing.length === 1 ? 'that permission' : 'those permissions'} there`;
  return reply(text(`${problem}, then press *Retry*.\n-# Nothing is saved yet; your settings are kept for an hour.`), {
    kind: 'buttons',
    buttons: [
      {
        kind: 'press',
        label: 'Retry',
        style: 'primary',
        route: { command: 'track', action: 'retry', args: [draft.mode, draft.channel] },
      },
    ],
  });
}

/** How the track is set, what could not be checked, and a button that tries it out. */
export function savedReply(context: CommandContext, draft: TrackDraft, track: Track): CommandReply {
  const lines = [
    `${draft.mode === 'add' ? 'Tracking' : 'Changed'} ${channelText(track.channel)}.`,
    ...trackLines(track, context.detector),
    ...clipLine(context, draft),
    ...uncheckedLine(context, draft),
    ...zoneLine(draft, track),
  ];
  return reply(text(lines.join('\n')), {
    kind: 'buttons',
    buttons: [
      {
        kind: 'press',
        label: 'Send a test card',
        style: 'secondary',
        route: { command: 'track', action: 'test', args: [track.id] },
      },
    ],
  });
}

/** Clips are public and stand under somebody's name, so whoever turns them on is told whose. */
function clipLine({ clipMaker }: CommandContext, { changes }: TrackDraft): readonly string[] {
  if (changes.autoClip !== true) return [];
  const account = clipMaker.account();
  const missing = clipMaker.missing();
  if (missing === null && account !== null) return [`Clips will be made by **${escapeMarkdown(account)}**.`];
  return [`**No clips yet**: ${missing ?? 'the account that makes them is not known yet.'} The setting is saved.`];
}

function uncheckedLine(context: CommandContext, draft: TrackDraft): readonly string[] {
  if (draft.mode !== 'add' || draft.twitch !== 'unchecked') return [];
  const why = context.twitch.available ? 'Twitch does not answer just now' : 'that takes a Twitch app token';
  return [
    `-# I could not check that Twitch has this channel: ${why}. ${mention(context, 'track list')} shows whether I could join.`,
  ];
}

function zoneLine({ changes }: TrackDraft, track: Track): readonly string[] {
  const assumed = (changes.quietHours ?? null) !== null && changes.timeZone === undefined;
  return assumed && track.quietHours?.timeZone === 'UTC'
    ? ['-# Quiet hours are in UTC. Set **time_zone** to have them in your own time.']
    : [];
}
