import { UserError, type CommandInput, type CommandOption, type CommandReply } from '../../domain/command.ts';
import type { ModelRole, ModelStatus } from '../../domain/ports/models.ts';
import { discordTime } from '../../lib/format.ts';
import { clip, escapeMarkdown } from '../../lib/markdown.ts';
import type { CommandContext, ModelDesk, SlashCommand } from '../command.ts';
import { stringOption } from './options.ts';
import { reply, text } from './reply.ts';
import { spendText } from './status-models.ts';

const SPEC_CHARACTERS_MAX = 200;
const PROBLEM_CHARACTERS_MAX = 500;

const spec: CommandOption = {
  type: 'string',
  name: 'spec',
  description: 'Which one',
  required: true,
  maxLength: SPEC_CHARACTERS_MAX,
};

const ROLE_TEXT: Readonly<Record<ModelRole, { readonly title: string; readonly variable: string }>> = {
  mood: { title: 'Mood', variable: 'MOOD_MODEL' },
  summary: { title: 'Summaries and headlines', variable: 'SUMMARY_MODEL' },
};

/** `/model`: which models work, and another one in their place while everything runs. */
export const modelCommand: SlashCommand = {
  definition: {
    name: 'model',
    description: 'Which models judge moods and write summaries',
    access: 'manage-server',
    subcommands: [
      { name: 'show', description: 'What is in use, since when, and what it cost today' },
      {
        name: 'mood',
        description: 'Change what judges moods, for all servers (operator only)',
        options: [{ ...spec, description: 'lexicon, onnx:FOLDER, onnx:OWNER/NAME, openai or openai:MODEL' }],
      },
      {
        name: 'summary',
        description: 'Change what writes summaries and headlines, for all servers (operator only)',
        options: [{ ...spec, description: 'extractive, openai or openai:MODEL' }],
      },
    ],
  },
  ephemeral: () => true,

  async execute(input: CommandInput, context: CommandContext): Promise<CommandReply> {
    const { models } = context;
    if (models === undefined) throw new UserError('This Hypewire runs without models that could be changed.');
    const operator = await models.isOperator(input.userId);
    if (input.subcommand !== 'mood' && input.subcommand !== 'summary') return show(models, operator);
    if (!operator)
      throw new UserError(
        'One model serves all servers this bot is in, so only the owner of the bot, or a member of its team in the Discord developer portal, can change it.',
      );
    return swap(models, input.subcommand, stringOption(input, 'spec') ?? '');
  },
};

async function swap({ control }: ModelDesk, role: ModelRole, typed: string): Promise<CommandReply> {
  const outcome = await control.swap(role, typed);
  const { title, variable } = ROLE_TEXT[role];
  if (outcome.kind === 'kept') {
    const problem = escapeMarkdown(clip(outcome.problem, PROBLEM_CHARACTERS_MAX));
    return reply(text(`**${title}** ${code(outcome.active)} stays. ${problem}`));
  }
  return reply(
    text(
      [
        `**${title}** ${code(outcome.active)} took over from ${code(outcome.previous)}.`,
        'If it keeps failing within its first minutes, the former one comes back by itself.',
        `-# This holds until the bot is restarted. To keep it, set ${escapeMarkdown(variable)}.`,
      ].join('\n'),
    ),
  );
}

/** Names of folders and what went wrong inside are for the operator; others see which kind works. */
function show(models: ModelDesk, operator: boolean): CommandReply {
  const lines = models.control.status().map((status) => statusText(status, operator));
  return reply(text([...lines, spendText(models.spend())].join('\n')));
}

function statusText({ role, wanted, active, since, problem }: ModelStatus, operator: boolean): string {
  const shown = operator ? active : (active.split(':')[0] ?? active);
  const line = `**${ROLE_TEXT[role].title}** ${code(shown)} since ${discordTime(since, 'R')}`;
  if (problem === null) return line;
  if (!operator) return `${line}. The one that was chosen does not work at the moment.`;
  return `${line}. Wanted: ${code(wanted)}. ${escapeMarkdown(clip(problem, PROBLEM_CHARACTERS_MAX))}`;
}

/** As code, where the name cannot end it. */
function code(name: string): string {
  return `\`${clip(name, SPEC_CHARACTERS_MAX).replace(/[`\s]/g, ' ')}\``;
}
