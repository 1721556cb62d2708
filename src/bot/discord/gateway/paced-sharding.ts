import { SimpleShardingStrategy, WebSocketShardStatus } from 'discord.js';
import type { ConnectionPacer } from './connection-pacer.ts';

/** discord.js exports another class under the name of this one. */
type WebSocketManager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/**
 * discord.js reconnects every half second for as long as the gateway refuses it, and a connection attempt that waits
 * while the client is destroyed goes on afterwards. A shard asks for its session right before it connects, and only then
 * while idle: the one place where an attempt can be held back.
 */
export function pacedSharding(pacer: ConnectionPacer): (manager: WebSocketManager) => SimpleShardingStrategy {
  return (manager) => {
    const retrieve = manager.options.retrieveSessionInfo.bind(manager.options);
    manager.options.retrieveSessionInfo = async (shardId) => {
      const status = (await manager.fetchStatus()).get(shardId);
      // A destroyed manager no longer knows its shards, although one of them may still be about to connect.
      if (status === undefined || status === WebSocketShardStatus.Idle) await pacer.beforeConnect();
      return retrieve(shardId);
    };
    return new SimpleShardingStrategy(manager);
  };
}
