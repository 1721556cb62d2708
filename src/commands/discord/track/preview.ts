import type { StreamInfo } from '../../../domain/chat-event.ts';
import type { CommandInput, CommandReply, PressInput, ReplyBlock } from '../../../domain/command.ts';
import type { Sensitivity } from '../../../domain/hype-moment.ts';
import type { Track } from '../../../domain/track.ts';
import { VOTED_MIN } from '../../../pipeline/alerting/suggest-threshold.ts';
import type { CommandContext } from '../../command.ts';
import { requireStream } from '../export-stream.ts';
import { stringOption } from '../options.ts';
import { text } from '../reply.ts';
import { requireTrack, trackById } from '../tracked-channel.ts';
import { parseSensitivity } from './changes.ts';
import { sensitivityText } from './describe.ts';
import { compare, effectiveThreshold, tryOut } from './preview-compare.ts';
import { readEvidence, type Evidence } from './preview-evidence.ts';
import { alertsText, previewBlocks } from './preview-text.ts';
import { findSuggestion, suggestionText, type Suggestion } from './suggest.ts';

const PRESETS = ['low', 'medium', 'high'] as const;

/** `/track preview`: what another sensitivity would have posted, or, without one, what the votes ask for. */
export async function previewTrack(input: CommandInput, context: CommandContext): Promise<CommandReply> {
  const typed = stringOption(input, 'channel') ?? '';
  const wanted = stringOption(input, 'sensitivity');
  const sensitivity = wanted === null ? null : parseSensitivity(wanted);
  const track = await requireTrack(context, typed);
  const streamId = stringOption(input, 'stream');
  const stream = streamId === null ? null : (await requireStream(context, typed, streamId)).stream;
  return sensitivity === null ? overview(context, track, stream) : preview(context, track, stream, sensitivity);
}

/** The same for a button that names a track and a sensitivity. @throws UserError when the track is gone */
export async function previewPressed({ args }: PressInput, context: CommandContext): Promise<CommandReply> {
  const [trackId = '', sensitivity = ''] = args;
  const wanted = parseSensitivity(sensitivity);
  return preview(context, await trackById(context, trackId), null, wanted);
}

async function preview(
  context: CommandContext,
  track: Track,
  stream: StreamInfo | null,
  sensitivity: Sensitivity,
): Promise<CommandReply> {
  const evidence = await readEvidence(context, track, stream, [track.sensitivity, sensitivity]);
  return { blocks: await shown(context, track, stream, sensitivity, evidence) };
}

/** What each preset would have posted, and what the votes ask for with its full preview. */
async function overview(context: CommandContext, track: Track, stream: StreamInfo | null): Promise<CommandReply> {
  const [evidence, suggestion] = await Promise.all([
    readEvidence(context, track, stream, [track.sensitivity, ...PRESETS]),
    findSuggestion(context, track),
  ]);
  const { change } = suggestion;
  const blocks = await shown(context, track, stream, change?.threshold ?? track.sensitivity, evidence);
  return {
    blocks: [text([suggestionLine(suggestion), await presetsLine(context, track, evidence)].join('\n')), ...blocks],
  };
}

function suggestionLine({ change, voted }: Suggestion): string {
  if (change !== null) return suggestionText(change);
  if (voted >= VOTED_MIN)
    return `No other score is suggested: by your last ${voted} alerts with votes, none is better.`;
  return `No score is suggested yet: that takes votes on ${VOTED_MIN} alerts, and there are ${voted}. Vote with the buttons of the cards.`;
}

async function presetsLine(context: CommandContext, track: Track, evidence: Evidence): Promise<string> {
  const tried: string[] = [];
  for (const sensitivity of PRESETS) {
    const { alerts, judged, kept } = await tryOut(evidence, { ...track, sensitivity });
    const votes = judged === 0 ? '' : `, ${kept} of ${judged} kept`;
    tried.push(`${sensitivityText(sensitivity, context.detector)}: ${alertsText(alerts)}${votes}`);
  }
  return tried.join(' · ');
}

async function shown(
  context: CommandContext,
  track: Track,
  stream: StreamInfo | null,
  sensitivity: Sensitivity,
  evidence: Evidence,
): Promise<readonly ReplyBlock[]> {
  const comparison = await compare(evidence, track, sensitivity);
  const blocks = previewBlocks(context, { track, stream, sensitivity, evidence, comparison });
  const [now, then] = [track.sensitivity, sensitivity].map((each) => effectiveThreshold(each, context.detector));
  if (now === then) return blocks;
  return [
    ...blocks,
    {
      kind: 'buttons',
      buttons: [
        {
          kind: 'press',
          label: 'Use this sensitivity',
          style: 'primary',
          route: { command: 'track', action: 'use', args: [track.id, String(sensitivity)] },
        },
      ],
    },
  ];
}
