import type { HypeEventFrame } from '../../../lib/wire/hype-event.ts';
import type { MetricsFrame } from '../../../lib/wire/metrics.ts';
import { readChat, readTwitchEvent, type ChatFrame, type TwitchEventFrame } from '../read/chat.ts';
import type { Moment } from '../read/live.ts';

export const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

export function aMetricsFrame(second: number, more: Partial<MetricsFrame> = {}): MetricsFrame {
  return {
    type: 'metrics',
    channel: 'room',
    timestamp: iso(second),
    messages_per_second: 5,
    messages_last_minute: 300,
    unique_chatters_5min: 40,
    top_emotes: [['Kappa', 3]],
    avg_message_length: 12,
    detector_status: 'ready',
    score: 1,
    baseline_mean: 4,
    baseline_std: 1,
    ...more,
  };
}

export function aMoment(id: string, second: number, more: Partial<Moment> = {}): Moment {
  const frame: HypeEventFrame = {
    type: 'hype_event',
    id,
    channel: 'room',
    timestamp: iso(second + 4),
    velocity: 38,
    baseline_mean: 9,
    baseline_std: 2,
    multiplier: 4.2,
    score: 8,
    unique_chatters: 212,
    category: 'hype',
    top_emotes: [['PogChamp', 31]],
    phase: 'started',
    detector: 'robust',
    messages: 300,
    started_at: iso(second),
    peak_at: iso(second + 5),
    ended_at: null,
    duration_seconds: 4,
    why: [],
    discounts: [],
    attack: false,
  };
  return { ...frame, vod_url: null, ...more };
}

export function aChatFrame(id: string, more: { readonly login?: string; readonly userId?: string } = {}): ChatFrame {
  return readChat({
    type: 'chat_message',
    channel: 'room',
    user: { username: more.login ?? 'anna', display_name: 'Anna', user_id: more.userId ?? '1' },
    message: 'hello',
    timestamp: iso(0),
    message_id: id,
  });
}

export function anEvent(event_type: string, data: Readonly<Record<string, string>>): TwitchEventFrame {
  return readTwitchEvent({ type: 'twitch_event', event_type, channel: 'room', data, timestamp: iso(0) });
}
