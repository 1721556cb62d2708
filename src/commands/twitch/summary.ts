import type { HypeMoment } from '../../domain/hype-moment.ts';
import type { MoodSnapshot } from '../../domain/mood.ts';
import { duration } from '../../lib/duration.ts';
import { count, rate } from '../../lib/format.ts';
import { MOOD_STYLE } from '../../lib/mood-style.ts';
import { isTellable } from '../../pipeline/mood/tellable.ts';
import type { ChatCommand } from './chat-command.ts';

const EMOTES_MAX = 3;
/** Plain names only: what a third party calls an emote must not become a link or a mention. */
const EMOTE_NAME = /^\w{2,25}$/;

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
    const names = metrics.topEmotes5Min.map(([name]) => name).filter((name) => EMOTE_NAME.test(name));
    const emotes = names.slice(0, EMOTES_MAX);
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
  if (mood === null || !isTellable(mood)) return null;
  const { word, emoji } = MOOD_STYLE[mood.dominant];
  const percent = (share: number): string => `${Math.round(share * 100)}%`;
  return `${word} ${emoji} (${percent(mood.shares.positive)} positive, ${percent(mood.shares.negative)} negative)`;
}

function lastText(last: HypeMoment | null, now: number): string | null {
  if (last === null) return null;
  return `last moment ${duration(now - last.startedAt)} ago (${last.category}, ${rate(last.multiplier)}× usual)`;
}
