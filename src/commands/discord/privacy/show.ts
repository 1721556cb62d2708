import type { CommandInput, CommandReply } from '../../../domain/command.ts';
import { count } from '../../../lib/format.ts';
import type { CommandContext } from '../../command.ts';
import { stringOption } from '../options.ts';
import { mention, reply, text } from '../reply.ts';
import { requirePerson, tracesText } from './person.ts';
import { retentionLines } from './kept.ts';

/** `/privacy show`: what is kept, of everybody or of one person. */
export async function showPrivacy(input: CommandInput, context: CommandContext): Promise<CommandReply> {
  const typed = stringOption(input, 'user');
  if (typed !== null) return showPerson(typed, context);
  return reply(
    text('### What Hypewire keeps of Twitch chat'),
    text(
      [
        'Of each message: who wrote it (Twitch id and name), where, when, and what. Nothing of direct messages, viewers who do not write, or Discord chat.',
        'What a moderator deletes, and everything of people timed out or banned, is deleted here too, also from cards already posted.',
      ].join('\n'),
    ),
    text(
      [
        'Anybody can type **!optout** in any chat the bot reads: from then on nothing of theirs is looked at, stored, shown or sent to a language model, and what there was is deleted. **!optin** takes it back.',
        `${count(context.privacy.optedOut)} ${context.privacy.optedOut === 1 ? 'person has' : 'people have'} opted out of this bot.`,
      ].join('\n'),
    ),
    text(
      `-# How long: ${mention(context, 'privacy retention')} · one person: ${mention(context, 'privacy show')} **user** · on their behalf: ${mention(context, 'privacy forget')}, ${mention(context, 'privacy optout')}`,
    ),
  );
}

async function showPerson(typed: string, context: CommandContext): Promise<CommandReply> {
  const person = await requirePerson(context, typed);
  const kept = tracesText(await context.guild.chatters.traces(person.id));
  return reply(
    text(
      [
        `Of ${person.title} the channels tracked here hold ${kept ?? 'nothing'}.`,
        context.privacy.isOptedOut(person.id) ? 'They opted out: nothing is added.' : 'They did not opt out.',
      ].join('\n'),
    ),
  );
}

/** `/privacy retention`: how long what is kept. */
export async function showRetention(_input: CommandInput, context: CommandContext): Promise<CommandReply> {
  const lines = retentionLines(context).map((line) => `- ${line}`);
  return reply(
    text('### How long things are kept'),
    text(lines.join('\n')),
    text('-# What is older is deleted within a quarter of an hour, and overwritten in the database file.'),
  );
}
