import { Gauge, type Registry } from 'prom-client';
import type { ChannelName } from '../domain/chat-event.ts';

/** Channels with a series of their own: the busiest. All others are added up. */
const CHANNELS_SHOWN_MAX = 20;

/** Asked at every scrape. */
export interface GaugeSources {
  /** What waits where. Names are few and fixed. */
  readonly queues: () => Readonly<Record<string, number>>;
  readonly channels: () => Iterable<{ readonly channel: ChannelName; readonly messagesPerSecond: number }>;
  /** Chat connections by state. */
  readonly connections: () => Readonly<Record<'connected' | 'connecting' | 'waiting', number>>;
}

/** Values that are read rather than counted. */
export function addGauges(registry: Registry, sources: GaugeSources): void {
  gauge(registry, 'hypewire_queue_items', 'Items waiting, by queue.', 'queue', sources.queues);
  gauge(registry, 'hypewire_chat_links', 'Chat connections, by state.', 'state', sources.connections);
  gauge(
    registry,
    'hypewire_channel_messages_per_second',
    `Messages in the last second of the ${CHANNELS_SHOWN_MAX} busiest channels, and of all others together as (other).`,
    'channel',
    () => busiest(sources.channels()),
  );
  new Gauge({
    name: 'hypewire_channels_watched',
    help: 'Channels with a lane of their own.',
    registers: [registry],
    collect() {
      this.set([...sources.channels()].length);
    },
  });
}

function gauge(
  registry: Registry,
  name: string,
  help: string,
  label: string,
  read: () => Readonly<Record<string, number>>,
): void {
  new Gauge({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    collect() {
      this.reset();
      for (const [value, number] of Object.entries(read())) this.set({ [label]: value }, number);
    },
  });
}

/** No login has brackets, so that `(other)` is never a channel. */
function busiest(channels: ReturnType<GaugeSources['channels']>): Readonly<Record<string, number>> {
  const sorted = [...channels].toSorted(
    (a, b) => b.messagesPerSecond - a.messagesPerSecond || (a.channel < b.channel ? -1 : 1),
  );
  const shown = sorted
    .slice(0, CHANNELS_SHOWN_MAX)
    .map(({ channel, messagesPerSecond }) => [channel, messagesPerSecond]);
  const others = sorted.slice(CHANNELS_SHOWN_MAX).reduce((sum, { messagesPerSecond }) => sum + messagesPerSecond, 0);
  return Object.fromEntries([...shown, ['(other)', others]]) as Readonly<Record<string, number>>;
}
