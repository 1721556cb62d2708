import type { ChannelMetrics } from '../../domain/channel-metrics.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import { duration } from '../../lib/duration.ts';
import { count, rate } from '../../lib/format.ts';
import { multiplierOf, speedOf } from '../pace.ts';
import type { ChatCommand } from './chat-command.ts';

/** `!hype`: how chat stands against what is usual for it. */
export const hypeCommand: ChatCommand = {
  name: 'hype',
  aliases: [],
  access: 'everyone',
  globalCooldownMs: 10_000,
  userCooldownMs: 30_000,
  always: false,

  async execute({ metrics, openMoment, now, lastMoment }) {
    if (metrics === null) return 'Hype: no chat seen yet, ask again in a minute';
    const parts = [
      standing(metrics),
      `${speedOf(metrics).toFixed(1)} msg/s`,
      `${count(metrics.uniqueChatters5Min)} chatting`,
      momentText(openMoment, openMoment === null ? await lastMoment() : null, now),
    ];
    return `Hype: ${parts.filter((part) => part !== null).join(' · ')}`;
  },
};

function standing(metrics: ChannelMetrics): string | null {
  const { status } = metrics.detector;
  if (status === 'not-enough-chat') return 'not enough chat to judge';
  if (status === 'warming-up') return 'still learning what is usual here';
  const times = multiplierOf(metrics);
  return times === null ? null : `${rate(times)}× usual`;
}

function momentText(open: HypeMoment | null, last: HypeMoment | null, now: number): string | null {
  if (open !== null) return `a moment right now (${open.category})`;
  if (last === null) return null;
  return `last moment ${duration(now - last.startedAt)} ago (${last.category})`;
}
