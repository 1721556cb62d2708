import { Client, GatewayIntentBits, Options } from 'discord.js';
import { restOptions } from '../rest/discord-rest.ts';
import type { ConnectionPacer } from './connection-pacer.ts';
import { pacedSharding } from './paced-sharding.ts';

const REQUEST_TIMEOUT_MS = 10_000;
const GUILDS_TIMEOUT_MS = 2_000;

/**
 * A client that sees servers, channels and roles, and nothing else: no messages, no members but itself.
 * Deliveries have a REST of their own; this one answers interactions, and who answers repeats by himself.
 */
export function createClient(
  apiUrl: string | undefined,
  pacer: ConnectionPacer,
  onOddPacket: (error: unknown) => void,
): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: 'auto',
    rest: { ...restOptions(apiUrl), timeout: REQUEST_TIMEOUT_MS, retries: 0 },
    // Interactions wait until the client is ready, and expire after three seconds.
    waitGuildTimeout: GUILDS_TIMEOUT_MS,
    allowedMentions: { parse: [] },
    enforceNonce: true,
    ws: { buildStrategy: pacedSharding(pacer) },
    makeCache: Options.cacheWithLimits({
      MessageManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildBanManager: 0,
      GuildInviteManager: 0,
      GuildScheduledEventManager: 0,
      StageInstanceManager: 0,
      AutoModerationRuleManager: 0,
      ThreadMemberManager: 0,
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user?.id },
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user?.id },
    }),
  });
  guardPackets(client, onOddPacket);
  return client;
}

/**
 * discord.js reads events inside a promise nobody awaits: one event it does not understand would end the process as an
 * unhandled rejection. There is no option or event in front of this method.
 */
function guardPackets(client: Client, onOddPacket: (error: unknown) => void): void {
  const manager = client.ws as unknown as { handlePacket(...packet: unknown[]): boolean };
  const handle = manager.handlePacket.bind(manager);
  manager.handlePacket = (...packet) => {
    try {
      return handle(...packet);
    } catch (error) {
      onOddPacket(error);
      return false;
    }
  };
}
