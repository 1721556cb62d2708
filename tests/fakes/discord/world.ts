import { apiError } from './errors.ts';
import { Changes } from './changes.ts';
import type { JsonObject } from '../openapi/json.ts';
import type { FakeChannel, FakeGuild, FakeInteraction, FakeMessage, FakeRole, FakeUser } from './model.ts';
import { createSnowflakes } from './snowflake.ts';

/** A registered application command, as the bot defined it plus what Discord adds. */
export interface RegisteredCommand {
  readonly id: string;
  readonly guildId: string | null;
  readonly version: string;
  readonly definition: JsonObject;
}

export interface WorldOptions {
  readonly token: string;
  readonly now: () => number;
}

/** Everything the fake Discord knows. Routes and the driver change it; the gateway tells the bot. */
export class World {
  readonly token: string;
  readonly now: () => number;
  readonly nextId: () => string;
  readonly applicationId: string;
  readonly bot: FakeUser;
  /** Whose application the bot is. */
  owner: FakeUser;
  readonly changes = new Changes();
  readonly guilds = new Map<string, FakeGuild>();
  readonly channels = new Map<string, FakeChannel>();
  readonly roles = new Map<string, FakeRole>();
  readonly users = new Map<string, FakeUser>();
  /** In order of arrival; deleted ones stay, marked. */
  readonly messages: FakeMessage[] = [];
  readonly interactions: FakeInteraction[] = [];
  commands: readonly RegisteredCommand[] = [];
  /** Where dispatches go; the gateway takes this place. Returns how many sessions were told. */
  dispatch: (event: string, data: JsonObject) => number = () => 0;

  constructor(options: WorldOptions) {
    this.token = options.token;
    this.now = options.now;
    this.nextId = createSnowflakes(options.now);
    this.applicationId = this.nextId();
    this.bot = { id: this.applicationId, guildId: '', name: 'Hypewire', permissions: 0n, locale: 'en-US', bot: true };
    this.users.set(this.bot.id, this.bot);
    this.owner = { ...this.bot, id: this.nextId(), name: 'Owner', bot: false };
  }

  guild(id: string): FakeGuild {
    const guild = this.guilds.get(id);
    if (!guild) throw apiError('unknownGuild');
    return guild;
  }

  channel(id: string): FakeChannel {
    const channel = this.channels.get(id);
    if (!channel) throw apiError('unknownChannel');
    return channel;
  }

  /** A message that stands in the channel for all to see. */
  message(channelId: string, id: string): FakeMessage {
    const message = this.messages.findLast((candidate) => candidate.id === id && candidate.channelId === channelId);
    if (!message || message.deletedAt !== null || message.ephemeral) throw apiError('unknownMessage');
    return message;
  }

  /** Oldest first; neither deleted nor ephemeral ones. */
  messagesIn(channelId: string): readonly FakeMessage[] {
    return this.messages.filter(
      (message) => message.channelId === channelId && message.deletedAt === null && !message.ephemeral,
    );
  }

  rolesOf(guildId: string): readonly FakeRole[] {
    return [...this.roles.values()].filter((role) => role.guildId === guildId);
  }

  channelsOf(guildId: string): readonly FakeChannel[] {
    return [...this.channels.values()].filter((channel) => channel.guildId === guildId);
  }
}
