import type { PostOutcome } from '../../domain/alert.ts';
import type { CommandInput, CommandReply, Invoker, PressInput, ReplyButton } from '../../domain/command.ts';
import type { HandoffOptions, MarkerDetails } from '../../domain/handoff.ts';
import type { ChatChannelStatus, ChatConnectionStatus, TwitchDirectory, TwitchUser } from '../../domain/ports/chat.ts';
import type { Mark, MarkOutcome } from '../../domain/desk.ts';
import type { Emote, EmoteUsage, HourEmotes } from '../../domain/emote.ts';
import type { Summary, SummaryOrder } from '../../domain/headline.ts';
import type { TargetCheck } from '../../domain/ports/delivery.ts';
import type { MetricsSummary } from '../../domain/ports/stores.ts';
import type { Track } from '../../domain/track.ts';
import { NOON } from '../../pipeline/alerting/testing.ts';
import type { HandlerDeps } from '../handlers.ts';
import { createCommandHandlers } from '../index.ts';
import { FakeClips, FakeMarks, FakeMessages } from './desk.ts';
import { FakeLive, FakeMoods } from './live.ts';
import { FakeChatters, FakeLabels, FakePrivacy } from './people.ts';
import { FakeCache, FakeDecisions, FakeMoments, FakeStreams, FakeTracks } from './stores.ts';

export const GUILD = '100';
export const OTHER_GUILD = '101';

export function anInvoker(overrides: Partial<Invoker> = {}): Invoker {
  return { guildId: GUILD, channelId: '200', userId: '300', canManageServer: true, locale: 'en-US', ...overrides };
}

type Input = Partial<Invoker> & { readonly options?: CommandInput['options'] };

/** Everything a test may look at or turn. */
function aState() {
  return {
    tracks: new FakeTracks(),
    moments: new FakeMoments(),
    decisions: new FakeDecisions(),
    marks: new FakeMarks(),
    clips: new FakeClips(),
    messages: new FakeMessages(),
    chatters: new FakeChatters(),
    labels: new FakeLabels(),
    privacy: new FakePrivacy(),
    streams: new FakeStreams(),
    drafts: new FakeCache(),
    live: new FakeLive(),
    moods: new FakeMoods(),
    now: NOON,
    check: { ok: true, missing: [] } as TargetCheck,
    checked: [] as unknown[],
    testOutcome: { kind: 'delivered', channelId: '200', messageId: '1' } as PostOutcome,
    tested: [] as Track[],
    rendered: [] as {
      format: string;
      markers: readonly MarkerDetails[];
      options: Partial<HandoffOptions> | undefined;
    }[],
    changes: 0,
    deskChanges: 0,
    marked: [] as Mark[],
    markOutcome: { kind: 'stored', merged: 1, momentId: null } as MarkOutcome,
    clipAccount: 'ClipPer' as string | null,
    clipMissing: null as string | null,
    clipsAsked: [] as (readonly [momentId: string, requestedBy: string, reachBackSeconds: number])[],
    clipAnswer: { ok: true, text: 'The clip is ready: https://clips.twitch.tv/abc' },
    summaryOrders: [] as SummaryOrder[],
    summary: null as Summary | null,
    problems: [] as string[],
    channels: [] as ChatChannelStatus[],
    connections: [] as ChatConnectionStatus[],
    lastAlerts: new Map<string, number>(),
    emotes: new Map<string, readonly Emote[]>(),
    emoteHours: [] as HourEmotes[],
    outbox: { pending: 0, dead: 0 },
  };
}

/** The commands over fakes. `say` types a command, `press` presses a button, `suggest` asks for choices. */
export function aWorld(overrides: Partial<HandlerDeps> = {}) {
  const world = aState();
  const handlers = createCommandHandlers({ ...depsOf(world), ...overrides });
  return { ...actions(handlers), world, handlers };
}

/** What every chat was like lately. */
const SUMMARY: MetricsSummary = {
  messages: 12_345,
  minutes: 60,
  busiestMinute: { at: NOON, messages: 900 },
  peakPerSecond: 55,
  topEmotes: [['Pog', 20]],
};

function depsOf(world: ReturnType<typeof aState>): HandlerDeps {
  const { tracks, moments, decisions, marks, clips, messages, streams, drafts, live, moods } = world;
  return {
    tracks,
    moments,
    decisions,
    desk: moments.desk,
    marks,
    clips,
    messages,
    chatters: world.chatters,
    labels: world.labels,
    privacy: world.privacy,
    streams,
    drafts,
    live,
    clock: { now: () => world.now, sleep: () => Promise.resolve() },
    metrics: { summary: async () => SUMMARY },
    emotes: { of: (channel) => world.emotes.get(channel) ?? [] },
    emoteUse: { totals: async (channel, from, to) => totalsOf(world.emoteHours, channel, from, to) },
    outbox: { counts: async () => world.outbox, lastAlertAt: async () => world.lastAlerts },
    detector: 'robust',
    directory: null,
    chat: { channels: () => world.channels, connections: () => world.connections },
    canSpeak: false,
    targets: {
      check: async (...args) => {
        world.checked.push(args);
        return world.check;
      },
    },
    health: {
      report: () => ({
        state: 'ok',
        version: '0.1.0',
        uptimeSeconds: 7200,
        mode: 'live',
        parts: [{ name: 'storage', state: 'ok', detail: '' }],
      }),
    },
    dashboardUrl: null,
    drawMomentChart: async () => ({ png: new Uint8Array([1]), name: 'moment.png', altText: 'A chart' }),
    drawHistory: async () => null,
    moods,
    drawMood: async () => null,
    renderHandoff: (format, markers, options) => {
      world.rendered.push({ format, markers, options });
      // Another room writes the real files; this one holds what it was given.
      const bytes = Buffer.from(JSON.stringify(markers));
      return { fileName: `file.${format}`, contentType: '', moments: markers.length, notes: ['As *rendered*.'], bytes };
    },
    sendTest: async (track) => {
      world.tested.push(track);
      return world.testOutcome;
    },
    clipMaker: { account: () => world.clipAccount, missing: () => world.clipMissing },
    createClip: async (...asked) => {
      world.clipsAsked.push(asked);
      return world.clipAnswer;
    },
    addMark: async (mark) => {
      world.marked.push(mark);
      return world.markOutcome;
    },
    recap: async ({ channel, guildId }, { id, title }) => ({
      blocks: [{ kind: 'text', markdown: `Recap of ${id} (${title}) on ${channel} for ${guildId}` }],
    }),
    summarize: async (order) => {
      world.summaryOrders.push(order);
      return world.summary;
    },
    deskChanged: () => void world.deskChanges++,
    messageRetentionDays: 7,
    trackingChanged: async () => void world.changes++,
    commandIds: () => new Map(),
    observer: { stageFailed: (stage) => world.problems.push(stage) },
  };
}

function totalsOf(hours: readonly HourEmotes[], channel: string, from: number, to: number): EmoteUsage[] {
  const totals = new Map<string, number>();
  for (const each of hours) {
    if (each.channel !== channel || each.hour < from || each.hour >= to) continue;
    for (const { name, uses } of each.uses) totals.set(name, (totals.get(name) ?? 0) + uses);
  }
  return [...totals].map(([name, uses]) => ({ name, uses })).toSorted((a, b) => b.uses - a.uses);
}

function actions(handlers: ReturnType<typeof createCommandHandlers>) {
  /** `say('track add', { options: … })` */
  const say = (path: string, { options = {}, ...invoker }: Input = {}): Promise<CommandReply> => {
    const [command = '', subcommand = null] = path.split(' ');
    return handlers.execute({ ...anInvoker(invoker), command, subcommand, options });
  };
  const press = (button: ReplyButton | undefined, invoker: Partial<Invoker> = {}, values: readonly string[] = []) => {
    if (button?.kind !== 'press') throw new Error('There is no such button');
    return pressRoute(button.route, invoker, values);
  };
  const pressRoute = (
    route: Pick<PressInput, 'command' | 'action' | 'args'>,
    invoker: Partial<Invoker> = {},
    values: readonly string[] = [],
  ) => handlers.press({ ...anInvoker(invoker), ...route, values });
  const suggest = async (path: string, option: string, typed = '', invoker: Partial<Invoker> = {}) => {
    const [command = '', subcommand = null] = path.split(' ');
    const choices = await handlers.autocomplete({ ...anInvoker(invoker), command, subcommand, option, typed });
    return choices.map((choice) => choice.value);
  };
  return { say, press, pressRoute, suggest };
}

/** All text of a reply. */
export function textOf(reply: CommandReply): string {
  return reply.blocks.flatMap((block) => (block.kind === 'text' ? [block.markdown] : [])).join('\n');
}

export function buttonOf(reply: CommandReply, label: string): ReplyButton | undefined {
  return reply.blocks
    .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    .find((button) => button.label === label);
}

/** A directory over a list of logins that counts how often it is asked. */
export class FakeDirectory implements TwitchDirectory {
  asked = 0;
  failing = false;
  readonly #users: readonly TwitchUser[];

  constructor(...logins: readonly string[]) {
    this.#users = logins.map((login, i) => ({ id: String(i + 1), login, displayName: login }));
  }

  async findUser(login: string): Promise<TwitchUser | null> {
    this.#ask();
    return this.#users.find((user) => user.login === login) ?? null;
  }

  async searchChannels(query: string, limit: number): Promise<readonly TwitchUser[]> {
    this.#ask();
    return this.#users.filter((user) => user.login.includes(query)).slice(0, limit);
  }

  findVod(): Promise<null> {
    return Promise.resolve(null);
  }

  #ask(): void {
    this.asked++;
    if (this.failing) throw new Error('Twitch is down');
  }
}
