import type { CommandInput, CommandReply } from '../../domain/command.ts';
import type { HealthState } from '../../domain/ports/health.ts';
import { duration } from '../../lib/duration.ts';
import { count } from '../../lib/format.ts';
import { clip, escapeMarkdown } from '../../lib/markdown.ts';
import type { CommandContext, SlashCommand } from '../command.ts';
import { chatStateText, chatStatusOf } from './chat-state.ts';
import { channelText, listText, mention, text } from './reply.ts';
import { modelTexts } from './status-models.ts';

const DETAIL_CHARACTERS_MAX = 160;
const PARTS_CHARACTERS_MAX = 1200;
const CHANNELS_CHARACTERS_MAX = 1400;

const SIGNS: Readonly<Record<HealthState, string>> = { ok: '✔', degraded: '⚠', down: '✘', off: '–' };

/** `/status`: whether the bot works, part by part, and what to do where it does not. */
export const statusCommand: SlashCommand = {
  definition: {
    name: 'status',
    description: 'Whether everything works, and what to do where it does not',
    access: 'everyone',
  },
  ephemeral: () => true,

  async execute(_input: CommandInput, context: CommandContext): Promise<CommandReply> {
    const report = context.health.report();
    const outbox = await context.outbox.counts();
    const parts = report.parts.map(
      ({ name, state, detail }) =>
        `${SIGNS[state]} **${escapeMarkdown(name)}** ${state}${detail === '' ? '' : `: ${clipped(detail)}`}`,
    );
    return {
      blocks: [
        text(
          `### Hypewire is ${report.state}\n-# Version ${report.version} · ${report.mode === 'demo' ? 'demo, replaying a recorded stream' : 'live'} · up ${duration(report.uptimeSeconds * 1000)}`,
        ),
        text(listText(parts, PARTS_CHARACTERS_MAX)),
        text(`**Twitch chat** ${connectionText(context)}`),
        text(await channelsText(context)),
        text(
          `**Alerts** ${count(outbox.pending)} waiting to be posted, ${count(outbox.dead)} given up. ${mention(context, 'track log')} says why.`,
        ),
        ...[...modelTexts(context), ...tokenTexts(context)].map(text),
      ],
    };
  },
};

function connectionText({ chat }: CommandContext): string {
  const connections = chat.connections();
  if (connections.length === 0) return 'no connection, because no channel is tracked anywhere yet.';
  const connected = connections.filter(({ state }) => state === 'connected').length;
  const channels = connections.reduce((sum, connection) => sum + connection.channels, 0);
  const reconnects = connections.reduce((sum, connection) => sum + connection.reconnects, 0);
  const summary = `${connected} of ${connections.length} ${connections.length === 1 ? 'connection' : 'connections'} up, ${count(channels)} channels, ${count(reconnects)} reconnects.`;
  const broken = connections.find(({ state, lastProblem }) => state !== 'connected' && lastProblem !== null);
  return broken === undefined
    ? summary
    : `${summary} Last problem: ${clipped(broken.lastProblem ?? '')}. I reconnect by myself.`;
}

/** Those that work in one line; each of the others with its reason. Only channels this guild tracks. */
async function channelsText(context: CommandContext): Promise<string> {
  const tracks = await context.guild.tracks();
  if (tracks.length === 0)
    return `**Channels** none are tracked here yet. Begin with ${mention(context, 'track add')}.`;
  const statuses = chatStatusOf(context);
  const joined: string[] = [];
  const others: string[] = [];
  for (const { channel } of tracks) {
    const status = statuses.get(channel) ?? null;
    if (status?.state === 'joined') joined.push(escapeMarkdown(channel));
    else others.push(`${status?.state === 'failed' ? '✘' : '…'} ${channelText(channel)} ${chatStateText(status)}`);
  }
  const working = joined.length === 0 ? 'none joined' : `✔ joined: ${joined.join(', ')}`;
  return listText([`**Channels** ${working}`, ...others], CHANNELS_CHARACTERS_MAX);
}

/** What Twitch credentials would add; nothing where all are set. */
function tokenTexts(context: CommandContext): readonly string[] {
  return [
    ...(context.twitch.available
      ? []
      : [
          '**A Twitch app token would add** checked names, search while you type, live state and VOD links. The operator sets TWITCH\\_CLIENT\\_ID and TWITCH\\_CLIENT\\_SECRET.',
        ]),
    ...(context.canSpeak
      ? []
      : [
          '**A Twitch account would add** answers to commands in Twitch chat. The operator sets TWITCH\\_ACCESS\\_TOKEN.',
        ]),
  ];
}

function clipped(detail: string): string {
  return escapeMarkdown(clip(detail.replace(/[.]+$/, ''), DETAIL_CHARACTERS_MAX));
}
