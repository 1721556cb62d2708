import type { HypeMoment } from '../../domain/hype-moment.ts';
import type { MoodSnapshot } from '../../domain/mood.ts';
import { duration } from '../../lib/duration.ts';
import { count, rate } from '../../lib/format.ts';
import type { ChatCommand } from './chat-command.ts';

const EMOTES_MAX = 3;
/** Below it a mood is a guess. */
const SURE_MIN = 0.3;

/**
 * `!summary`: chat of the last minutes in numbers, mood and emotes. It repeats nothing that anybody wrote: a line in
 * chat cannot be taken back once a bot has said it.
 */
export const summaryCommand: ChatCommand = {
  name: 'summary',
  aliases: [],
  access: 'everyone',
  globalCooldownMs: 30_000,
  userCooldownMs: 60_000,
  always: false,

  async execute({ metrics, mood, settings, openMoment, now, lastMoment }) {
    if (!settings.summaries) return null;
    if (metrics === null) return 'Summary: no chat seen yet, ask again in a minute';
    const emotes = metrics.topEmotes5Min.slice(0, EMOTES_MAX).map(([name]) => name);
    const parts = [
      `${count(metrics.messagesLastMinute)} messages in the last minute, ${count(metrics.uniqueChatters5Min)} chatting`,
      moodText(mood),
      openMoment === null ? lastText(await lastMoment(), now) : `a ${openMoment.category} moment right now`,
      emotes.length === 0 ? null : `mostly ${emotes.join(', ')}`,
    ];
    return `Summary: ${parts.filter((part) => part !== null).join(' · ')}`;
  },
};

function moodText(mood: MoodSnapshot | null): string | null {
  if (mood === null || mood.confidence < SURE_MIN) return null;
  const percent = (share: number): string => `${Math.round(share * 100)}%`;
  return `mood ${mood.dominant}, ${percent(mood.shares.positive)} positive and ${percent(mood.shares.negative)} negative`;
}

function lastText(last: HypeMoment | null, now: number): string | null {
  if (last === null) return null;
  return `last moment ${duration(now - last.startedAt)} ago (${last.category}, ${rate(last.multiplier)}× usual)`;
}
