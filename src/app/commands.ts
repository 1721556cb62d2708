import type { DiscordBot } from '../bot/discord/discord-bot.ts';
import type { ChartRenderer } from '../domain/chart.ts';
import type { ChatSource } from '../domain/ports/chat.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { HealthSource } from '../domain/ports/health.ts';
import type { LiveView } from '../domain/ports/live-view.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { PrivacyControl } from '../domain/ports/privacy.ts';
import type { Config } from '../config/config.ts';
import type { ModelDesk } from '../commands/command.ts';
import { createCommandHandlers } from '../commands/index.ts';
import { renderHandoff } from '../handoff/render-handoff.ts';
import type { ClipDesk } from '../runtime/clip-desk.ts';
import type { SummaryDesk } from '../runtime/summary/summary-desk.ts';
import type { Alerting } from './alerting.ts';
import { DETECTOR } from './core.ts';
import type { Desks } from './desks.ts';
import type { Emotes } from './emotes.ts';
import { drawHistory } from './history-chart.ts';
import type { Thinking } from './models.ts';
import { drawMood } from './mood-chart.ts';
import type { Stores } from './stores.ts';
import type { TwitchParts } from './twitch-api.ts';

export interface SlashCommandParts {
  readonly config: Config;
  readonly discord: DiscordBot;
  readonly stores: Stores;
  readonly alerting: Alerting;
  readonly desks: Desks;
  readonly live: LiveView;
  readonly chat: ChatSource;
  readonly twitch: TwitchParts;
  readonly emotes: Emotes;
  readonly thinking: Thinking;
  readonly privacy: PrivacyControl;
  readonly clips: ClipDesk;
  readonly summaries: SummaryDesk;
  readonly renderer: ChartRenderer;
  readonly health: HealthSource;
  readonly trackingChanged: () => Promise<void>;
  readonly clock: Clock;
  readonly observer: Observer;
}

/** Gives the slash commands what they work with and lets Discord drive them. */
export function startSlashCommands(parts: SlashCommandParts): void {
  const { config, discord, stores, alerting, desks, renderer, twitch, clock, observer } = parts;
  const { storage, settings } = stores;
  discord.start(
    createCommandHandlers({
      clock,
      observer,
      tracks: settings.tracks,
      drafts: settings.cache('track-drafts'),
      moments: storage.moments,
      decisions: storage.decisions,
      desk: storage.desk,
      marks: storage.marks,
      clips: storage.clips,
      messages: storage.messages,
      metrics: storage.metrics,
      moods: storage.moods,
      emotes: parts.emotes.directory,
      emoteUse: storage.emotes,
      labels: storage.labels,
      chatters: storage.chatters,
      privacy: parts.privacy,
      models: modelDesk(parts),
      streams: storage.streams,
      outbox: storage.outbox,
      live: parts.live,
      detector: DETECTOR,
      directory: twitch.directory,
      chat: parts.chat,
      canSpeak: twitch.speaker !== null,
      targets: discord.targets,
      health: parts.health,
      dashboardUrl: config.web.publicUrl,
      async drawMomentChart(momentId) {
        const stored = await storage.moments.get(momentId);
        return stored === null ? null : alerting.cards.chart(stored.moment);
      },
      drawHistory: (channel, hours) => drawHistory({ storage, renderer, clock, observer }, channel, hours),
      drawMood: (channel, hours) => drawMood({ storage, renderer, clock, observer }, channel, hours),
      renderHandoff,
      sendTest: (track) => alerting.sendTest(track),
      addMark: (mark) => desks.marks.add(mark),
      summarize: (order) => parts.summaries.summarize(order),
      recap: async (track, stream) => (await desks.recapOf(track, stream)).content,
      clipMaker: twitch.clipMaker,
      createClip: config.twitch.user === null ? null : (...asked) => parts.clips.createClip(...asked),
      deskChanged: () => alerting.wake(),
      messageRetentionDays: config.storage.messageRetentionDays,
      trackingChanged: parts.trackingChanged,
      commandIds: () => discord.commandIds(),
    }),
  );
}

function modelDesk({ thinking, discord, observer }: SlashCommandParts): ModelDesk {
  const { models } = thinking;
  return {
    control: models.control,
    spend: () => models.spend(),
    async isOperator(userId) {
      try {
        return await discord.isOperator(userId);
      } catch (error) {
        // Who cannot be told from anybody else is treated like anybody.
        observer.stageFailed('operators', error);
        return false;
      }
    },
  };
}
