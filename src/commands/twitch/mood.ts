import type { ChannelMetrics } from '../../domain/channel-metrics.ts';
import type { MoodDriver, MoodSnapshot } from '../../domain/mood.ts';
import { percent, rate } from '../../lib/format.ts';
import { MOOD_STYLE } from '../../lib/mood-style.ts';
import { isTellable } from '../../pipeline/mood/tellable.ts';
import { multiplierOf, speedOf } from '../pace.ts';
import type { ChatCommand } from './chat-command.ts';

const EMOTES_MAX = 3;
/** Plain names only: what a third party calls an emote must not become a link or a mention. */
const EMOTE_NAME = /^\w{2,25}$/;

/** `!mood`: how chat feels, and by which emotes. Words are never repeated, not even those of the lexicon. */
export const moodCommand: ChatCommand = {
  name: 'mood',
  aliases: [],
  access: 'everyone',
  globalCooldownMs: 10_000,
  userCooldownMs: 30_000,
  always: false,

  execute({ mood, metrics }) {
    if (mood === null) return 'Mood: no chat seen yet, ask again in a minute';
    const parts = isTellable(mood)
      ? [moodText(mood), sharesText(mood), paceText(metrics), emotesText(mood.drivers)]
      : ['not enough chat to tell', paceText(metrics)];
    return `Mood: ${parts.filter((part) => part !== null).join(' · ')}`;
  },
};

function moodText({ dominant, confidence }: MoodSnapshot): string {
  const { word, emoji } = MOOD_STYLE[dominant];
  return `${word} ${emoji} (${percent(confidence)} sure)`;
}

function sharesText({ shares }: MoodSnapshot): string {
  return `${percent(shares.positive)} positive, ${percent(shares.negative)} negative`;
}

function paceText(metrics: ChannelMetrics | null): string | null {
  if (metrics === null) return null;
  const times = metrics.detector.status === 'ready' ? multiplierOf(metrics) : null;
  return `${speedOf(metrics).toFixed(1)} msg/s${times === null ? '' : `, ${rate(times)}× usual`}`;
}

function emotesText(drivers: readonly MoodDriver[]): string | null {
  const names = drivers
    .filter(({ kind, token }) => kind === 'emoji' || (kind === 'emote' && EMOTE_NAME.test(token)))
    .slice(0, EMOTES_MAX)
    .map(({ token }) => token);
  return names.length === 0 ? null : `top ${names.join(', ')}`;
}
