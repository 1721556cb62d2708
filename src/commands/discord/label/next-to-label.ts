import type { ChannelName } from '../../../domain/chat-event.ts';
import type { CommandReply, ReplyBlock, ReplyButton } from '../../../domain/command.ts';
import type { StoredMessage } from '../../../domain/ports/stores.ts';
import type { LabelCategory } from '../../../domain/privacy.ts';
import { discordTime } from '../../../lib/format.ts';
import { countsText, missingText } from '../../../lib/label-counts.ts';
import { clip, escapeMarkdown } from '../../../lib/markdown.ts';
import type { CommandContext } from '../../command.ts';
import { channelText, reply, text } from '../reply.ts';

/** One of so many is shown, so that two people at work seldom see the same. */
const CANDIDATES_MAX = 48;
const TEXT_CHARACTERS_MAX = 600;

const BUTTONS: readonly (readonly [LabelCategory, string, 'success' | 'secondary' | 'danger'])[] = [
  ['pos', 'Positive', 'success'],
  ['neu', 'Neutral', 'secondary'],
  ['neg', 'Negative', 'danger'],
];

export interface LabelStep {
  /** What the last press did; null for the first message. */
  readonly done: string | null;
  /** Message that was shown just now. */
  readonly shown: string | null;
  /** The label that can be taken back. */
  readonly undo?: { readonly channel: ChannelName; readonly messageId: string };
}

/** One message nobody labelled yet, with the buttons to do it. */
export async function nextToLabel(
  context: CommandContext,
  channel: ChannelName,
  { done, shown, undo }: LabelStep,
): Promise<CommandReply> {
  const counts = await context.guild.labels.counts();
  const missing = missingText(counts);
  const candidates = await context.guild.labels.unlabelled(channel, CANDIDATES_MAX);
  const others = candidates.filter(({ id }) => id !== shown);
  const message = others[context.clock.now() % Math.max(1, others.length)];
  const undoButtons = undo === undefined ? [] : [press('Undo', 'secondary', 'undo', [undo.channel, undo.messageId])];
  return reply(
    ...(done === null ? [] : [text(done)]),
    ...(message === undefined ? nothingLeft(context, channel, undoButtons) : asked(message, undoButtons)),
    text(`-# Labelled here: ${countsText(counts)}${missing === null ? '. Enough to train with.' : `. ${missing}.`}`),
  );
}

function asked(message: StoredMessage, more: readonly ReplyButton[]): readonly ReplyBlock[] {
  const { channel, id, sentAt } = message;
  const buttons = BUTTONS.map(([category, label, style]) => press(label, style, 'put', [channel, id, category]));
  return [
    text(
      `What does this feel like, in the chat of ${channelText(channel)}?\n> ${escapeMarkdown(clip(message.text, TEXT_CHARACTERS_MAX))}\n-# ${discordTime(sentAt, 'R')}`,
    ),
    { kind: 'buttons', buttons: [...buttons, press('Skip', 'secondary', 'skip', [channel, id]), ...more] },
  ];
}

function nothingLeft(
  { messageRetentionDays }: CommandContext,
  channel: ChannelName,
  more: readonly ReplyButton[],
): readonly ReplyBlock[] {
  const why =
    messageRetentionDays === 0
      ? 'this bot keeps no messages (MESSAGE\\_RETENTION\\_DAYS is 0)'
      : 'every kept message is labelled, or there are none yet';
  return [
    text(`There is nothing to label for ${channelText(channel)}: ${why}.`),
    ...(more.length === 0 ? [] : [{ kind: 'buttons', buttons: more } as const]),
  ];
}

function press(
  label: string,
  style: 'success' | 'secondary' | 'danger',
  action: 'put' | 'skip' | 'undo',
  args: readonly string[],
): ReplyButton {
  return { kind: 'press', label, style, route: { command: 'label', action, args } };
}
