import { UserError } from '../../../domain/command.ts';
import type { ChatterTraces } from '../../../domain/privacy.ts';
import { plural } from '../../../lib/format.ts';
import { clip, escapeMarkdown } from '../../../lib/markdown.ts';
import type { CommandContext } from '../../command.ts';

/** Twitch's names for people hold letters of any script where they chose one; ids are digits. */
const NAME_CHARACTERS_MAX = 50;
const TYPED_ID = /^\d{1,20}$/;
/** Other servers than Twitch's own may have ids of other shapes. */
const ID = /^[\w.-]{1,64}$/;

/** Somebody an admin named. */
export interface Person {
  readonly id: string;
  /** Escaped, bold, with the id, so that the two can be compared. */
  readonly title: string;
}

/**
 * Who is meant: asked of Twitch where that is possible, else whoever wrote under the name last in a channel tracked here.
 * An id is taken as it is. @throws UserError when nobody is found
 */
export async function requirePerson(context: CommandContext, typed: string): Promise<Person> {
  const name = typed.trim().replace(/^@/, '').toLowerCase();
  if (name === '' || name.length > NAME_CHARACTERS_MAX) {
    throw new UserError('This cannot be a Twitch name. Type it as it stands in chat, or the numeric Twitch id.');
  }
  const onTwitch = /^\w+$/.test(name) ? await context.twitch.find(name) : null;
  const id = onTwitch === null || onTwitch === 'unchecked' ? await context.guild.chatters.find(name) : onTwitch.id;
  if (id !== null) return person(id, name);
  if (TYPED_ID.test(name)) return person(name, null);
  const asked =
    onTwitch === 'unchecked'
      ? 'Twitch could not be asked who that is, and nobody wrote under that name'
      : 'Twitch knows nobody of that name, and nobody wrote under it';
  throw new UserError(
    `I do not know “${escapeMarkdown(clip(name, NAME_CHARACTERS_MAX))}”: ${asked} in the channels tracked here within the last ${context.messageRetentionDays} days. Check the spelling, or give the numeric Twitch id.`,
  );
}

/** The person a button names. @throws UserError for an id this version did not write */
export function pressedPerson(args: readonly string[]): Person {
  const [id = ''] = args;
  if (!ID.test(id)) throw new UserError('This button names nobody. Run the command again for a fresh one.');
  return person(id, null);
}

function person(id: string, name: string | null): Person {
  const title =
    name === null ? `the person with the Twitch id **${escapeMarkdown(id)}**` : `**${escapeMarkdown(name)}**`;
  return { id, title: name === null ? title : `${title} (Twitch id ${escapeMarkdown(id)})` };
}

/** Null where there is nothing. */
export function tracesText({ messages, quotes, marks, labels }: ChatterTraces): string | null {
  const parts = [
    [messages, 'stored message', 'stored messages'],
    [quotes, 'quote on an alert card', 'quotes on alert cards'],
    [marks, 'mark made in chat', 'marks made in chat'],
    [labels, 'labelled message', 'labelled messages'],
  ] as const;
  const shown = parts.filter(([number]) => number > 0).map(([number, one, many]) => plural(number, one, many));
  return shown.length === 0 ? null : shown.join(', ');
}
