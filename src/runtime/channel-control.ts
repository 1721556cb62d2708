import type { ChannelName } from '../domain/chat-event.ts';
import type { ChatSource } from '../domain/ports/chat.ts';
import type { Observer } from '../domain/ports/observer.ts';
import type { AddedChannelStore } from '../domain/ports/stores.ts';
import type { ChannelControl, WatchReason, WatchedChannel } from '../domain/ports/web.ts';
import { parseChannelName } from '../lib/channel-name.ts';

/** Channels that may be added over the web, and that listeners may hold, each. */
const ADDED_MAX = 500;
const HELD_MAX = 500;
/** A page that is loaded again lets go of its channel and takes it back at once: Twitch need not hear of it. */
const LET_GO_AFTER_MS = 2_000;

export interface ChannelControlOptions {
  /** Named by the operator. */
  readonly configured: readonly ChannelName[];
  readonly added: AddedChannelStore;
  readonly source: Pick<ChatSource, 'channels'>;
  /** Brings what is watched up to date. */
  readonly refresh: () => Promise<void>;
  readonly observer: Pick<Observer, 'stageFailed' | 'eventDropped'>;
}

export interface WatchedChannels extends ChannelControl, Disposable {
  /** Reads what was added before. Before anything else. */
  load(): Promise<void>;
  /** What is watched besides tracked channels. */
  others(): Iterable<ChannelName>;
  /** Tells which channels are tracked, as of the last refresh. */
  setTracked(channels: ReadonlySet<ChannelName>): void;
}

/** Which channels are watched, and why: named by the operator, tracked, added over the web, or held by a listener. */
export function createChannelControl(options: ChannelControlOptions): WatchedChannels {
  const configured = new Set(options.configured);
  const added = new Set<ChannelName>();
  const holders = new Map<ChannelName, Set<string>>();
  const lettingGo = new Map<ChannelName, NodeJS.Timeout>();
  let tracked: ReadonlySet<ChannelName> = new Set();

  const refreshSoon = (): void => {
    options.refresh().catch((error: unknown) => options.observer.stageFailed('watching', error));
  };

  const reasonsOf = (name: ChannelName): readonly WatchReason[] => [
    ...(configured.has(name) ? (['configured'] as const) : []),
    ...(tracked.has(name) ? (['tracked'] as const) : []),
    ...(added.has(name) ? (['added'] as const) : []),
    ...(holders.has(name) ? (['held'] as const) : []),
  ];

  const keepHeld = (name: ChannelName): void => {
    clearTimeout(lettingGo.get(name));
    lettingGo.delete(name);
  };

  return {
    async load() {
      for (const name of await options.added.all()) if (parseChannelName(name) === name) added.add(name);
    },
    others: () => [...configured, ...added, ...holders.keys()],
    setTracked: (channels) => void (tracked = channels),
    list() {
      const joined = new Map(options.source.channels().map((status) => [status.channel, status]));
      const names = new Set([...configured, ...tracked, ...added, ...holders.keys()]);
      return [...names].toSorted().map((name): WatchedChannel => {
        const { state, failure, lastMessageAt } = joined.get(name) ?? QUEUED;
        return { name, state, failure, lastMessageAt, reasons: reasonsOf(name) };
      });
    },
    async add(name) {
      if (added.has(name) || configured.has(name) || tracked.has(name)) return { kind: 'already' };
      if (added.size >= ADDED_MAX) {
        const problem = `At most ${ADDED_MAX} channels can be added. Remove one first.`;
        return { kind: 'refused', problem };
      }
      await options.added.add(name);
      added.add(name);
      await options.refresh();
      return { kind: 'added' };
    },
    async remove(name) {
      if (added.has(name)) {
        await options.added.remove(name);
        added.delete(name);
        await options.refresh();
        return { kind: 'removed' };
      }
      if (configured.has(name))
        return { kind: 'kept', problem: `${name} is named in TWITCH_CHANNELS. Remove it there and restart the bot.` };
      if (tracked.has(name))
        return { kind: 'kept', problem: `${name} is tracked in a Discord server. Use /track remove there.` };
      return { kind: 'unknown' };
    },
    hold(name, holder) {
      keepHeld(name);
      const known = holders.get(name);
      if (known !== undefined) return void known.add(holder);
      if (holders.size >= HELD_MAX) return options.observer.eventDropped('channel-control', 'too-many-held', false);
      holders.set(name, new Set([holder]));
      refreshSoon();
    },
    release(name, holder) {
      const known = holders.get(name);
      if (known?.delete(holder) !== true || known.size > 0) return;
      const timer = setTimeout(() => {
        lettingGo.delete(name);
        if (holders.get(name)?.size === 0 && holders.delete(name)) refreshSoon();
      }, LET_GO_AFTER_MS);
      lettingGo.set(name, timer.unref());
    },
    [Symbol.dispose]() {
      for (const name of [...lettingGo.keys()]) keepHeld(name);
    },
  };
}

const QUEUED = { state: 'queued', failure: null, lastMessageAt: null } as const;
