import type { CommandInput, CommandReply, PressInput } from '../../../domain/command.ts';
import { RETENTION_DAYS, type Forgotten } from '../../../domain/privacy.ts';
import type { CommandContext } from '../../command.ts';
import { stringOption } from '../options.ts';
import { mention, reply, text } from '../reply.ts';
import { confirmation } from './confirmation.ts';
import { pressedPerson, requirePerson, tracesText } from './person.ts';

/** `/privacy forget`: says what would go, and asks. */
export async function askToForget(input: CommandInput, context: CommandContext): Promise<CommandReply> {
  const who = await requirePerson(context, stringOption(input, 'user') ?? '');
  const kept = tracesText(await context.guild.chatters.traces(who.id));
  if (kept === null) return reply(text(nothingText(who.title)));
  return confirmation(
    `Delete everything of ${who.title}? The channels tracked here hold ${kept}. This, summaries that rest on it, and whatever else of theirs this bot holds is deleted for good. What they write afterwards is treated like anybody’s; ${mention(context, 'privacy optout')} keeps that out as well.`,
    { action: 'forget', label: 'Delete it', personId: who.id },
  );
}

/** The press: whoever wrote in a channel tracked here is forgotten altogether, for a wish to be forgotten has no borders. */
export async function forget(input: PressInput, context: CommandContext): Promise<CommandReply> {
  const who = pressedPerson(input.args);
  const traces = await context.guild.chatters.traces(who.id);
  const here = tracesText(traces);
  if (here === null) return reply(text(nothingText(who.title)));
  await context.privacy.forget(who.id);
  return reply(text(`Deleted of ${who.title}: ${here}. ${afterwardsText}`));
}

/** What an admin may learn of what was deleted: nothing, where nothing was. */
export function deletedText(deleted: Forgotten, here: string | null): string {
  const any = deleted.messages + deleted.moments + deleted.marks + deleted.labels > 0;
  return any ? `Deleted: ${here ?? 'what other channels held'}. ${afterwardsText}` : 'There was nothing to delete.';
}

const afterwardsText = `Summaries that rested on it are gone too, and posted cards lose it within a minute or so. What remains are numbers without names, for ${RETENTION_DAYS.metrics} days, and what was already copied out of Discord or exported.`;

function nothingText(title: string): string {
  return `The channels tracked here hold nothing of ${title}, so there is nothing to delete.`;
}
