import type { CommandInput, CommandReply, PressInput } from '../../../domain/command.ts';
import type { CommandContext } from '../../command.ts';
import { stringOption } from '../options.ts';
import { reply, text } from '../reply.ts';
import { confirmation } from './confirmation.ts';
import { deletedText } from './forget.ts';
import { pressedPerson, requirePerson, tracesText } from './person.ts';

/** `/privacy optout`: on behalf of somebody who asked for it elsewhere. */
export async function askToOptOut(input: CommandInput, context: CommandContext): Promise<CommandReply> {
  const who = await requirePerson(context, stringOption(input, 'user') ?? '');
  if (context.privacy.isOptedOut(who.id)) return reply(text(`${capital(who.title)} has opted out already.`));
  const kept = tracesText(await context.guild.chatters.traces(who.id));
  return confirmation(
    `Opt out ${who.title}? From then on nothing they write is looked at, stored or shown, in every channel this bot reads, and what there is (${kept ?? 'nothing in the channels tracked here'}) is deleted for good. Do this only at their wish; **!optin** in any of these chats lets them back in.`,
    { action: 'optout', label: 'Opt them out', personId: who.id },
  );
}

export async function optOut(input: PressInput, context: CommandContext): Promise<CommandReply> {
  const who = pressedPerson(input.args);
  const here = tracesText(await context.guild.chatters.traces(who.id));
  const deleted = await context.privacy.optOut(who.id, 'admin');
  return reply(text(`${capital(who.title)} is opted out. ${deletedText(deleted, here)}`));
}

function capital(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}
