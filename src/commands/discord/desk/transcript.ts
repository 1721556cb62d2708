import { UserError } from '../../../domain/command.ts';
import type { HypeMoment } from '../../../domain/hype-moment.ts';
import { duration } from '../../../lib/duration.ts';
import { count } from '../../../lib/format.ts';
import type { PressAnswer } from '../../command.ts';
import { categoryText } from '../moment-text.ts';
import { channelText, text } from '../reply.ts';
import type { DeskPress } from './moment-press.ts';
import { transcriptFile, transcriptText } from './transcript-format.ts';

/** Chat from before the first reaction until it has calmed down. */
const LEAD_MS = 60_000;
const TRAIL_MS = 30_000;
/** A moment whose end was never seen has none longer than this. */
const LENGTH_MAX_MS = 15 * 60_000;
/** The oldest ones, when a chat was busier than that. */
const MESSAGES_MAX = 20_000;
/** Below what Discord takes as an upload, 10 MiB. */
const FILE_BYTES_MAX = 9 * 1024 * 1024;
const DAY_MS = 86_400_000;

/** What chat said around a moment, for the presser only. */
export async function showTranscript({ moment, input, context }: DeskPress): Promise<PressAnswer> {
  if (moment.attack && !input.canManageServer) {
    throw new UserError(
      'This burst looks like an attack by bots or a hate raid, so what it said is shown only to people with the **Manage Server** permission.',
    );
  }
  const { from, to } = spanOf(moment, context.clock.now());
  const found = await context.guild.desk.chat(moment, from, to, MESSAGES_MAX + 1);
  const messages = found.slice(0, MESSAGES_MAX);
  if (messages.length === 0) throw new UserError(missingText(from, context.clock.now(), context.messageRetentionDays));

  const title = `### Chat around the ${categoryText(moment)} moment of ${channelText(moment.channel)}`;
  const lead = '-# 0:00 is when chat began to react. What moderators deleted is left out.';
  const lines = transcriptText(moment, messages);
  if (lines !== null) {
    return { reply: { blocks: [text(`${title}\n${lead}`), text(lines)] }, how: 'ephemeral' };
  }
  const { bytes, written } = await transcriptFile(moment, messages, FILE_BYTES_MAX);
  const isCut = written < found.length;
  const name = `chat-${moment.id}.txt`;
  const amount = isCut
    ? `The first ${count(written)} messages; there are more than a file has room for.`
    : `${count(written)} messages.`;
  return {
    reply: {
      blocks: [text(`${title}\n${amount}\n${lead}`), { kind: 'file', file: name }],
      files: [{ name, bytes }],
    },
    how: 'ephemeral',
  };
}

function spanOf(moment: HypeMoment, now: number): { readonly from: number; readonly to: number } {
  const end = moment.endedAt === null ? now : moment.endedAt + TRAIL_MS;
  return { from: moment.startedAt - LEAD_MS, to: Math.min(end, now, moment.startedAt + LENGTH_MAX_MS) };
}

function missingText(from: number, now: number, retentionDays: number): string {
  if (now - from > retentionDays * DAY_MS) {
    return `Chat messages are kept for ${duration(retentionDays * DAY_MS)}, and this moment is older. Its numbers, chart and links stay.`;
  }
  return 'No chat messages are kept from around this moment: they were deleted by moderators, or not recorded.';
}
