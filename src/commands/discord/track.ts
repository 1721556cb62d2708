import {
  UserError,
  type AutocompleteInput,
  type Choice,
  type CommandInput,
  type CommandReply,
  type PressInput,
} from '../../domain/command.ts';
import { timeZoneNames } from '../../lib/time-zone.ts';
import type { CommandContext, PressAnswer, SlashCommand } from '../command.ts';
import { streamChoices } from './export-stream.ts';
import { stringOption } from './options.ts';
import { pressedPage } from './pager.ts';
import { channelText, mention } from './reply.ts';
import { requireTrack, trackedChannelChoices } from './tracked-channel.ts';
import { addTrack, twitchChoices } from './track/add.ts';
import { trackDefinition } from './track/definition.ts';
import { findDraft } from './track/draft.ts';
import { editTrack } from './track/edit.ts';
import { listTracks } from './track/list.ts';
import { showLog } from './track/log.ts';
import { askToRemove, keepTrack, removeTrack } from './track/remove.ts';
import { previewPressed, previewTrack } from './track/preview.ts';
import { useSensitivity } from './track/preview-use.ts';
import { saveDraft } from './track/save.ts';
import { sendTestCard, sendTestCardById } from './track/test-card.ts';

const CHOICES_MAX = 25;
/** A test answers beside the settings it tests, and what statistics suggest leaves the statistics standing. */
const BESIDE: ReadonlySet<string> = new Set(['test', 'accept', 'preview']);

/** `/track`: which channels are watched and where their moments are posted. */
export const trackCommand: SlashCommand = {
  definition: trackDefinition,
  ephemeral: () => true,

  async execute(input, context): Promise<CommandReply> {
    switch (input.subcommand) {
      case 'add':
        return addTrack(input, context);
      case 'edit':
        return editTrack(input, context);
      case 'remove':
        return askToRemove(input, context);
      case 'list':
        return listTracks(context, 0);
      case 'test':
        return sendTestCard(context, await requireTrack(context, channelTyped(input)));
      case 'preview':
        return previewTrack(input, context);
      case 'log':
        return showLog(input, context);
      default:
        throw new UserError('Choose what to do: add, edit, remove, list, test, preview or log.');
    }
  },

  async press(input, context): Promise<PressAnswer | null> {
    const reply = await pressed(input, context);
    return reply === null ? null : { reply, how: BESIDE.has(input.action) ? 'ephemeral' : 'update' };
  },

  async autocomplete(input, context): Promise<readonly Choice[]> {
    if (input.option === 'sensitivity') return sensitivityChoices(input);
    if (input.option === 'time_zone') return timeZoneChoices(input);
    if (input.option === 'summary_schedule') return scheduleChoices(input);
    if (input.option === 'stream') return streamChoices(context, input);
    if (input.option !== 'channel') return [];
    return input.subcommand === 'add'
      ? twitchChoices(context, input.typed)
      : trackedChannelChoices(context, input.typed);
  },
};

async function pressed(input: PressInput, context: CommandContext): Promise<CommandReply | null> {
  switch (input.action) {
    case 'retry':
      return retry(input, context);
    case 'remove':
      return removeTrack(input, context);
    case 'keep':
      return keepTrack(input, context);
    case 'list':
      return listTracks(context, pressedPage(input));
    case 'test':
      return sendTestCardById(context, input.args[0] ?? '');
    case 'preview':
      return previewPressed(input, context);
    case 'use':
    case 'accept':
      return useSensitivity(input, context);
    default:
      return null;
  }
}

async function retry(input: PressInput, context: CommandContext): Promise<CommandReply> {
  const [mode = '', channel = ''] = input.args;
  const draft = await findDraft(context, input, mode, channel);
  if (draft !== null) return saveDraft(context, input, draft);
  throw new UserError(
    `This request for ${channelText(channel)} is over an hour old or somebody else's, so I no longer know its settings. Run ${mention(context, mode === 'edit' ? 'track edit' : 'track add')} again.`,
  );
}

function channelTyped(input: CommandInput): string {
  return stringOption(input, 'channel') ?? '';
}

function sensitivityChoices({ typed }: AutocompleteInput): readonly Choice[] {
  const wanted = typed.trim().toLowerCase();
  const presets: readonly Choice[] = [
    { name: 'low: only the biggest moments, about 4 an hour on a busy channel', value: 'low' },
    { name: 'medium: about 10 an hour on a busy channel', value: 'medium' },
    { name: 'high: about 20 an hour on a busy channel', value: 'high' },
  ];
  const matching = presets.filter(({ value }) => value.startsWith(wanted));
  if (matching.length > 0) return matching;
  return /^\d{1,4}([.,]\d{1,3})?$/.test(wanted)
    ? [{ name: `moments that reach score ${wanted}`, value: wanted }]
    : presets;
}

function scheduleChoices({ typed }: AutocompleteInput): readonly Choice[] {
  const wanted = typed.trim();
  const presets: readonly Choice[] = [
    { name: 'every half hour', value: '*/30 * * * *' },
    { name: 'every hour', value: '0 * * * *' },
    { name: 'every two hours', value: '0 */2 * * *' },
    { name: 'off', value: 'off' },
  ];
  const own = presets.some(({ value }) => value === wanted) || wanted === '' ? [] : [{ name: wanted, value: wanted }];
  return [...own, ...presets];
}

function timeZoneChoices({ typed }: AutocompleteInput): readonly Choice[] {
  const wanted = typed.trim().toLowerCase().replaceAll(' ', '_');
  return timeZoneNames()
    .filter((name) => name.toLowerCase().includes(wanted))
    .slice(0, CHOICES_MAX)
    .map((name) => ({ name, value: name }));
}
