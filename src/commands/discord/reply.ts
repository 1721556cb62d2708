import type { CardChart } from '../../domain/alert.ts';
import type { CommandReply, ReplyBlock } from '../../domain/command.ts';
import { escapeMarkdown } from '../../lib/markdown.ts';
import type { CommandContext } from '../command.ts';

/** Room for a reply's text that leaves Discord's 4,000 characters some for headings and buttons. */
const LIST_CHARACTERS_MAX = 3000;

export function text(markdown: string): ReplyBlock {
  return { kind: 'text', markdown };
}

export function reply(...blocks: readonly ReplyBlock[]): CommandReply {
  return { blocks };
}

/** The chart as a block and a file; both empty without one. */
export function picture(chart: CardChart | null): {
  readonly blocks: ReplyBlock[];
  readonly files: CommandReply['files'] & object;
} {
  if (chart === null) return { blocks: [], files: [] };
  return {
    blocks: [{ kind: 'image', file: chart.name, altText: chart.altText }],
    files: [{ name: chart.name, bytes: chart.png }],
  };
}

/** A Twitch channel's name in bold. Names hold underscores, which markdown would read as emphasis. */
export function channelText(channel: string): string {
  return `**${escapeMarkdown(channel)}**`;
}

/** A Discord channel or thread, clickable. */
export function placeText(id: string): string {
  return /^\d{1,20}$/.test(id) ? `<#${id}>` : 'an unknown place';
}

/** `/track add`, clickable where the command's id is known. */
export function mention(context: Pick<CommandContext, 'commandIds'>, path: string): string {
  const id = context.commandIds().get(path.split(' ')[0] ?? path);
  return id === undefined ? `\`/${path}\`` : `</${path}:${id}>`;
}

/** As many lines as fit, and how many do not. */
export function listText(lines: readonly string[], charactersMax = LIST_CHARACTERS_MAX): string {
  const shown: string[] = [];
  let characters = 0;
  for (const line of lines) {
    characters += line.length + 1;
    if (characters > charactersMax) return [...shown, `… and ${lines.length - shown.length} more`].join('\n');
    shown.push(line);
  }
  return shown.join('\n');
}
