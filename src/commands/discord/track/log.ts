import type { DeliveryDecision } from '../../../domain/alert.ts';
import type { CommandInput, CommandReply } from '../../../domain/command.ts';
import { discordTime } from '../../../lib/format.ts';
import { clip, escapeMarkdown } from '../../../lib/markdown.ts';
import type { CommandContext } from '../../command.ts';
import { stringOption } from '../options.ts';
import { channelText, listText, mention, reply, text } from '../reply.ts';
import { requireTrack } from '../tracked-channel.ts';

const DECISIONS_MAX = 20;
const DETAIL_CHARACTERS_MAX = 140;

export async function showLog(input: CommandInput, context: CommandContext): Promise<CommandReply> {
  const typed = stringOption(input, 'channel');
  const track = typed === null ? null : await requireTrack(context, typed);
  const decisions = await context.guild.decisions(track?.id ?? null, DECISIONS_MAX);
  const of = track === null ? 'this server' : channelText(track.channel);
  if (decisions.length === 0) {
    return reply(
      text(
        `No decision about alerts of ${of} yet: no moment was strong enough so far. ${mention(context, 'track test')} shows that alerts would arrive.`,
      ),
    );
  }
  const lines = decisions.map((decision) => logLine(decision, track === null));
  return reply(text(`### Last ${decisions.length} decisions for ${of}\n${listText(lines)}`));
}

function logLine(decision: DeliveryDecision, withChannel: boolean): string {
  const where = withChannel ? `${channelText(decision.channel)} ` : '';
  const words = decision.detail || decision.reason;
  return `${discordTime(decision.at, 'R')} ${where}${decision.kind}: ${escapeMarkdown(clip(words, DETAIL_CHARACTERS_MAX))}`;
}
