import type { LinkName, LinkState } from '../state/app-state.ts';
import { readFrame, type FrameReading, type LiveFrame } from '../read/frame.ts';
import type { Timers } from '../kit/timers.ts';
import { createFrameBatch } from './frame-batch.ts';
import { openLiveSocket, type LiveSocket, type LiveSocketOptions, type SocketLike } from './live-socket.ts';

export interface ConnectionsOptions {
  /** The page's own address, whatever its protocol. */
  readonly base: string;
  readonly open: (url: string) => SocketLike;
  readonly timers: Timers;
  readonly random: () => number;
  readonly heard: (frames: readonly LiveFrame[], unreadable: number) => void;
  readonly changed: (link: LinkName, state: LinkState) => void;
  /** The bot refused to let the page hear a chat, in its words. */
  readonly refused: (problem: string) => void;
  /** What is shown of this chat may lack what was said or taken back while the connection was lost. */
  readonly missed: (channel: string) => void;
}

/** All sockets of a page: numbers and moments of every channel; chat, mood and headline of the one on the screen. */
export interface Connections {
  watch(channel: string | null): void;
  /** Tries lost connections at once. */
  retryNow(): void;
  close(): void;
}

const PING = { message: { command: 'ping' }, everyMs: 15_000 } as const;
const CHAT_SILENCE_MAX_MS = 40_000;
/** Numbers come every second as long as there is a channel. */
const METRICS_SILENCE_MAX_MS = 20_000;

export function openConnections(options: ConnectionsOptions): Connections {
  const batch = createFrameBatch(options.timers, options.heard);
  let watched: string | null = null;
  let ofChannel: readonly LiveSocket[] = [];
  let lastEventId: string | null = null;

  const heardReading = (reading: FrameReading): void => {
    if (reading.kind === 'frame') batch.add(reading.frame);
    else if (reading.kind === 'unreadable') batch.addUnreadable();
  };
  // Sockets besides chat refuse only channels that are not watched yet; what they tell begins when those are.
  const heard = (data: unknown): void => heardReading(readFrame(data));
  const heardChat = (data: unknown): void => {
    const reading = readFrame(data);
    if (reading.kind === 'frame' && 'event_id' in reading.frame && reading.frame.channel === watched) {
      lastEventId = reading.frame.event_id;
    }
    if (reading.kind === 'refused') options.refused(reading.problem);
    else if (reading.kind === 'joined' && !reading.resumed) options.missed(reading.channel);
    else heardReading(reading);
  };
  const open = (link: LinkName, path: string, more: Partial<LiveSocketOptions> = {}): LiveSocket =>
    openLiveSocket({
      ...options,
      url: socketUrl(options.base, path),
      heard,
      changed: (state) => options.changed(link, state),
      ...more,
    });

  const chat = open('chat', 'ws', {
    ping: PING,
    silenceMaxMs: CHAT_SILENCE_MAX_MS,
    heard: heardChat,
    greetings: () => (watched === null ? [] : [joinCommand(watched, lastEventId)]),
  });
  const lasting = [
    open('metrics', 'ws/metrics', { silenceMaxMs: METRICS_SILENCE_MAX_MS }),
    open('hype', 'ws/hype'),
    chat,
  ];
  return {
    watch(channel) {
      if (channel === watched) return;
      if (watched !== null) chat.send({ command: 'leave_channel', channel: watched });
      watched = channel;
      lastEventId = null;
      for (const socket of ofChannel) socket.close();
      if (channel === null) {
        ofChannel = [];
        return;
      }
      chat.send(joinCommand(channel, null));
      const query = `?channel=${encodeURIComponent(channel)}`;
      ofChannel = [open('mood', `ws/mood${query}`), open('headline', `ws/headline${query}`)];
    },
    retryNow() {
      for (const socket of [...lasting, ...ofChannel]) socket.retryNow();
    },
    close() {
      for (const socket of [...lasting, ...ofChannel]) socket.close();
      batch.close();
    },
  };
}

/** @param lastId the last event the page heard of this chat: what came since is sent again */
function joinCommand(channel: string, lastId: string | null): object {
  return { command: 'join_channel', channel, ...(lastId === null ? {} : { last_id: lastId }) };
}

/** `http` becomes `ws`, `https` becomes `wss`; the path stays below the page's own. */
export function socketUrl(base: string, path: string): string {
  const url = new URL(path, base);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  return url.href;
}
