import {
  UserError,
  type AutocompleteInput,
  type Choice,
  type CommandInput,
  type CommandReply,
} from '../../domain/command.ts';
import type { HandoffOptions, MarkerDetails } from '../../domain/handoff.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import { count, discordTime } from '../../lib/format.ts';
import { HANDOFF_FORMAT_INFO } from '../../lib/handoff-formats.ts';
import { escapeMarkdown } from '../../lib/markdown.ts';
import type { CommandContext, SlashCommand } from '../command.ts';
import { newestMoments } from './export-moments.ts';
import { choseTimeline, formatOption, readFormat, readTimeline, timelineOptions } from './export-options.ts';
import { requireStream, streamChoices, streamDay } from './export-stream.ts';
import { stringOption } from './options.ts';
import { channelText, text } from './reply.ts';
import { minScoreOf, readStrength, strengthOption } from './strength.ts';
import { requireTrack, trackedChannelChoices } from './tracked-channel.ts';
import { readWindow, windowOption } from './windows.ts';

/** Chat still reacts when the stream has just ended. */
const AFTERMATH_MS = 5 * 60_000;

/** `/export`: moments as a table, or as markers on the timeline of an editor. */
export const exportCommand: SlashCommand = {
  definition: {
    name: 'export',
    description: 'Take hype moments to your editor: Resolve, Premiere, Final Cut, YouTube chapters, CSV',
    access: 'everyone',
    options: [
      {
        type: 'string',
        name: 'channel',
        description: 'A channel tracked here; if left out all of them, or the only one',
        autocomplete: true,
      },
      formatOption,
      {
        type: 'string',
        name: 'stream',
        description: 'One stream; editors get the latest if left out',
        autocomplete: true,
        maxLength: 100,
      },
      windowOption(['24h', '7d', '30d'], '7d'),
      strengthOption,
      ...timelineOptions,
    ],
  },
  ephemeral: () => true,

  async execute(input: CommandInput, context: CommandContext): Promise<CommandReply> {
    const format = readFormat(input);
    const { timeline } = HANDOFF_FORMAT_INFO[format];
    const ofOneStream = timeline || stringOption(input, 'stream') !== null;
    const selection = ofOneStream ? await selectStream(input, context) : await selectWindow(input, context);
    const file = context.renderHandoff(format, await withDeskWork(context, selection.moments), selection.options);
    const { moments, notes } = file;
    const cut = selection.total - selection.moments.length;
    const lines = [
      `${count(moments)} hype ${moments === 1 ? 'moment' : 'moments'} of ${selection.of}, oldest first.${timeline ? '' : ' Times are UTC.'}`,
      ...(cut > 0
        ? [
            `There are ${count(selection.total)}; one file has room for the newest ${count(selection.moments.length)}. ${selection.narrower}`,
          ]
        : []),
      ...[...notes, ...selection.notes].map(escapeMarkdown),
      `-# ${escapeMarkdown(HANDOFF_FORMAT_INFO[format].importing)}`,
    ];
    return {
      blocks: [text(lines.join('\n')), { kind: 'file', file: file.fileName }],
      files: [{ name: file.fileName, bytes: file.bytes }],
    };
  },

  autocomplete: (input: AutocompleteInput, context: CommandContext): Promise<readonly Choice[]> =>
    input.option === 'stream' ? streamChoices(context, input) : trackedChannelChoices(context, input.typed),
};

/** The team's votes and notes go along to the timeline. */
async function withDeskWork(
  { guild }: CommandContext,
  moments: readonly HypeMoment[],
): Promise<readonly MarkerDetails[]> {
  const [entries, marks] = await Promise.all([guild.desk.entries(moments), guild.desk.marksOf(moments)]);
  return moments.map((moment) => ({
    moment,
    notes: (marks.get(moment.id) ?? []).map(({ note }) => note).filter((note) => note !== ''),
    votes: entries.get(moment.id)?.votes ?? null,
  }));
}

/** What goes into the file, and how the answer speaks of it. */
interface Selection {
  readonly moments: readonly HypeMoment[];
  readonly total: number;
  readonly options: Partial<HandoffOptions>;
  /** Escaped. */
  readonly of: string;
  /** What to choose to get the rest of too many. */
  readonly narrower: string;
  /** Plain sentences. */
  readonly notes: readonly string[];
}

async function selectWindow(input: CommandInput, context: CommandContext): Promise<Selection> {
  const typed = stringOption(input, 'channel');
  const channel = typed === null ? null : (await requireTrack(context, typed)).channel;
  const window = readWindow(input, '7d');
  const until = context.clock.now();
  const limits = { since: until - window.ms, until, ...(await minScoreOf(context, channel, readStrength(input))) };
  const { moments, total } = await newestMoments(context.guild, { channel, ...limits });
  const of = `${channel === null ? 'all channels tracked here' : channelText(channel)}, ${window.text}`;
  if (moments.length === 0) {
    throw new UserError(
      `There are no hype moments of ${of}. Choose a longer **window**, or **strength** all for weaker ones.`,
    );
  }
  return {
    moments,
    total,
    options: { origin: 'none', baseName: `hype-moments-${channel ?? 'all'}-${window.name}` },
    of,
    narrower: 'Choose a shorter **window** or one **channel** for the rest.',
    notes: choseTimeline(input)
      ? ['Frame rate, start timecode and offset belong to one stream: choose a stream to get positions as well.']
      : [],
  };
}

async function selectStream(input: CommandInput, context: CommandContext): Promise<Selection> {
  const chosen = readTimeline(input);
  const { track, stream } = await requireStream(context, stringOption(input, 'channel'), stringOption(input, 'stream'));
  const { channel, reachBackSeconds } = track;
  const until = Math.min(context.clock.now(), (stream.endedAt ?? Infinity) + AFTERMATH_MS);
  const { minScore } = await minScoreOf(context, channel, readStrength(input));
  const found = await newestMoments(context.guild, {
    channel,
    since: stream.startedAt,
    until,
    ...(minScore !== undefined && { minScore }),
  });
  // A moment found before Twitch said that the stream is live belongs to it all the same.
  const moments = found.moments.filter(({ streamId }) => streamId === null || streamId === stream.id);
  const of = `the stream of ${channelText(channel)} that began ${discordTime(stream.startedAt, 'f')}`;
  if (moments.length === 0) {
    throw new UserError(
      `There are no hype moments of ${of}. Choose another **stream**, or **strength** all for weaker ones.`,
    );
  }
  const baseName = `hype-moments-${channel}-${streamDay(stream)}`;
  const title = `${channel} ${streamDay(stream)} ${stream.title}`;
  return {
    moments,
    total: found.total - (found.moments.length - moments.length),
    options: { ...chosen, origin: stream.startedAt, endsAt: stream.endedAt, reachBackSeconds, title, baseName },
    of,
    narrower: 'Choose **strength** here for the strongest.',
    notes:
      stringOption(input, 'window') === null
        ? []
        : ['The window has no part in this: the file holds one stream from its beginning to its end.'],
  };
}
