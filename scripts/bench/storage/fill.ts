import type { MinuteMetrics } from '../../../src/domain/channel-metrics.ts';
import type { ChatMessage } from '../../../src/domain/chat-event.ts';
import { MOMENT_CATEGORIES, type HypeMoment } from '../../../src/domain/hype-moment.ts';
import type { MaintainedStorage } from '../../../src/storage/storage.ts';

const MINUTE = 60_000;
export const MONTH = 30 * 24 * 60 * MINUTE;
const EMOTES = Array.from({ length: 200 }, (_, index) => `emote${index}`);

export const channelName = (index: number): string => `channel${index}`;

/** Made-up chat of many channels with random ids, as Twitch gives them: the hard case for the indexes. */
export function someMessages(count: number, from: number, channels: number): ChatMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'message',
    channel: channelName(index % channels),
    sentAt: from + index,
    receivedAt: from + index,
    id: crypto.randomUUID(),
    roomId: '1',
    author: {
      id: String(index % 20_000),
      login: `user${index % 20_000}`,
      displayName: `User${index % 20_000}`,
      color: null,
      badges: [],
    },
    text: `what a play ${index} KEKW KEKW`,
    action: false,
    emotes: [],
    bits: 0,
    firstEver: false,
    replyTo: null,
    source: null,
  }));
}

/** Minutes without gaps, up to `until`, evenly over the channels. */
export async function fillMinutes(
  storage: MaintainedStorage,
  rows: number,
  channels: number,
  until: number,
): Promise<void> {
  const perChannel = Math.floor(rows / channels);
  const first = until - perChannel * MINUTE;
  for (let start = 0; start < perChannel; start += 10) {
    const batch: MinuteMetrics[] = [];
    for (let channel = 0; channel < channels; channel++) {
      for (let index = start; index < Math.min(perChannel, start + 10); index++) {
        batch.push(someMinute(channelName(channel), first + index * MINUTE, index));
      }
    }
    await storage.metrics.saveMinutes(batch);
  }
}

function someMinute(channel: string, minute: number, index: number): MinuteMetrics {
  return {
    channel,
    minute,
    messages: 100 + (index % 400),
    uniqueChatters: 80,
    characters: 5_000,
    emoteUses: 150,
    peakPerSecond: index % 40,
    peakScore: index % 17,
    topEmotes: Array.from({ length: 10 }, (_, rank) => [EMOTES[(index + rank * 7) % EMOTES.length] ?? '', 40 - rank]),
    samples: [],
  };
}

export async function fillMoments(
  storage: MaintainedStorage,
  count: number,
  channels: number,
  until: number,
): Promise<void> {
  const spacing = Math.floor(MONTH / count);
  for (let index = 0; index < count; index++)
    await storage.moments.save(someMoment(index, channels, until - index * spacing), []);
}

function someMoment(index: number, channels: number, startedAt: number): HypeMoment {
  const texts = Array.from({ length: 5 }, (_, rank) => `reason number ${rank}: 38 msg/s, 4.2 times the usual 9`);
  return {
    id: `moment-${index}`,
    channel: channelName(index % channels),
    streamId: `stream-${index % 300}`,
    detector: 'robust',
    phase: 'ended',
    startedAt,
    detectedAt: startedAt + 4_000,
    peakAt: startedAt + 6_000,
    endedAt: startedAt + 20_000,
    streamSeconds: 4_321.5,
    score: 8.25,
    peakScore: index % 40,
    velocity: 20.1,
    peakVelocity: 38.4,
    baselineMean: 9.3,
    baselineStd: 2.1,
    multiplier: 4.2,
    uniqueChatters: 212,
    messages: 480,
    category: MOMENT_CATEGORIES[index % MOMENT_CATEGORIES.length] ?? 'mixed',
    topEmotes: Array.from({ length: 10 }, (_, rank) => [EMOTES[(index + rank) % EMOTES.length] ?? '', 40 - rank]),
    contributions: texts.map((text) => ({ kind: 'rate', text, points: 2 })),
    discounts: [],
    attack: false,
    quotes: Array.from({ length: 3 }, (_, rank) => ({
      messageId: `message-${index}-${rank}`,
      chatterId: String((index * 3 + rank) % 20_000),
      displayName: 'Somebody',
      text: 'what a play KEKW KEKW KEKW',
    })),
  };
}
