import type { CommandReply } from '../../../domain/command.ts';

/** `0xRRGGBB` of everything that did not work; the sign and the words say it too. */
const TROUBLE_COLOR = 0xd55e00;

/** A sentence to the user about what went wrong, with the next step in it. */
export function notice(markdown: string): CommandReply {
  return { accent: TROUBLE_COLOR, blocks: [{ kind: 'text', markdown: `⚠️ ${markdown}` }] };
}

export const NOTICES = {
  outsideServer: 'Hypewire works inside a server. Use this command in a channel of a server that has added it.',
  oldButton: 'This button is from an older version of Hypewire. Run the command again for a fresh one.',
  unknownCommand: 'This command belongs to another version of Hypewire. Type / to see the commands there are.',
  notAllowed: 'This needs the **Manage Server** permission, which you do not have here. Ask somebody who has it.',
  busy: 'Hypewire has too much to do right now. Try again in a few seconds.',
  unsupported: 'Hypewire does not know what to do with this. Type / to see its commands.',
} as const;

export function bugNotice(reference: string): string {
  return `Something broke inside Hypewire, and it has been logged. Try again; if it stays so, tell the bot's admin this reference: \`${reference}\``;
}

export function tooBigNotice(reference: string): string {
  return `Discord did not accept the answer. Ask for less, for example a shorter time. Reference: \`${reference}\``;
}
