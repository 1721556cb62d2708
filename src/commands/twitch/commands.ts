import type { ChatCommand } from './chat-command.ts';
import { hypeCommand } from './hype.ts';
import { hypewireCommand } from './hypewire.ts';
import { markCommand } from './mark.ts';
import { moodCommand } from './mood.ts';
import { optInCommand } from './optin.ts';
import { optOutCommand } from './optout.ts';
import { summaryCommand } from './summary.ts';

/** Every command of Twitch chat. Adding one means a file beside the others and a line here. */
export const chatCommands: readonly ChatCommand[] = [
  hypeCommand,
  markCommand,
  moodCommand,
  summaryCommand,
  hypewireCommand,
  optOutCommand,
  optInCommand,
];
