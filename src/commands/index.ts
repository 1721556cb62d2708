import type { SlashCommand } from './command.ts';
import { exportCommand } from './discord/export.ts';
import { helpCommand } from './discord/help.ts';
import { historyCommand } from './discord/history.ts';
import { labelCommand } from './discord/label.ts';
import { markCommand } from './discord/mark.ts';
import { modelCommand } from './discord/model.ts';
import { momentCommand } from './discord/moment.ts';
import { moodCommand } from './discord/mood.ts';
import { privacyCommand } from './discord/privacy.ts';
import { recapCommand } from './discord/recap.ts';
import { statsCommand } from './discord/stats.ts';
import { statusCommand } from './discord/status.ts';
import { summaryCommand } from './discord/summary.ts';
import { trackCommand } from './discord/track.ts';
import { createHandlers, type CommandHandlers, type HandlerDeps } from './handlers.ts';

/** Every slash command. Adding one means a file beside the others and a line here. */
export const slashCommands: readonly SlashCommand[] = [
  trackCommand,
  statsCommand,
  moodCommand,
  historyCommand,
  momentCommand,
  markCommand,
  recapCommand,
  exportCommand,
  summaryCommand,
  labelCommand,
  privacyCommand,
  modelCommand,
  statusCommand,
  helpCommand,
];

export function createCommandHandlers(deps: HandlerDeps): CommandHandlers {
  return createHandlers(slashCommands, deps);
}
