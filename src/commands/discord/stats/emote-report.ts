import type { CommandReply } from '../../../domain/command.ts';
import type { EmoteProvider } from '../../../domain/emote.ts';
import { duration } from '../../../lib/duration.ts';
import { count } from '../../../lib/format.ts';
import { clip, escapeMarkdown } from '../../../lib/markdown.ts';
import type { CommandContext } from '../../command.ts';
import { emotesText } from '../moment-text.ts';
import { channelText, reply, text } from '../reply.ts';
import type { Window } from '../windows.ts';
import { idleEmotes, risingEmotes, type IdleEmotes, type RisingEmote } from './emote-trends.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const RISING_MAX = 8;
const MOST_MAX = 15;
const LEAST_MAX = 8;
const UNUSED_CHARACTERS_MAX = 600;
const NAME_CHARACTERS_MAX = 40;

const TITLES: Readonly<Record<EmoteProvider, string>> = {
  twitch: 'Twitch',
  bttv: 'BetterTTV',
  ffz: 'FrankerFaceZ',
  '7tv': '7TV',
};

/** Which emotes of a channel rise, which are used most, and which of its own hardly at all. */
export async function emoteReport(context: CommandContext, channel: string, window: Window): Promise<CommandReply> {
  const now = context.clock.now();
  // Uses are kept by the hour, so both stretches are whole hours; the last one is still filling.
  const to = (Math.floor(now / HOUR_MS) + 1) * HOUR_MS;
  const from = to - window.ms;
  const [uses, before, watched] = await Promise.all([
    context.emoteUse.totals(channel, from, to),
    context.emoteUse.totals(channel, from - window.ms, from),
    context.metrics.summary(channel, from, to),
  ]);
  const title = `### Emotes of ${channelText(channel)}, ${window.text}`;
  if (uses.length === 0) {
    return reply(text(`${title}\nNo emote was counted, in ${count(watched.messages)} messages that I have seen.`));
  }
  return reply(
    text(`${title}\n**Most used**: ${emotesText(pairs(uses), MOST_MAX)}`),
    text(risingText(risingEmotes(uses, before), window)),
    text(idleText(idleEmotes(context.emotes.of(channel), uses))),
    text(
      `-# Counted over ${duration(watched.minutes * MINUTE_MS)} of chat that I watched, ${count(watched.messages)} messages. An emote that was added lately had less time. A long window also keeps dead fashions alive: what everybody used on one evening looks well used for weeks, so look at a shorter one too before you remove anything.`,
    ),
  );
}

function risingText(rising: readonly RisingEmote[] | null, window: Window): string {
  const earlier = `the ${window.text.replace('last ', '')} before`;
  if (rising === null) return `**Rising**: too few emotes were counted, now or in ${earlier}, to compare.`;
  if (rising.length === 0) return `**Rising**: none; chat uses much the same emotes as in ${earlier}.`;
  const lines = rising
    .slice(0, RISING_MAX)
    .map((use) => `${nameText(use.name)} ${count(use.uses)} (${count(use.before)} before)`);
  return `**Rising** as a part of all emotes, against ${earlier}: ${lines.join(' · ')}`;
}

function idleText(providers: readonly IdleEmotes[]): string {
  if (providers.length === 0) {
    return '**Least used**: I know no BetterTTV, FrankerFaceZ or 7TV emotes of its own that this channel has.';
  }
  return ['**Least used of its own**', ...providers.map((provider) => providerText(provider))].join('\n');
}

function providerText({ provider, total, unused, seldom }: IdleEmotes): string {
  const least = emotesText(pairs(seldom), LEAST_MAX);
  const few = least === '' ? '' : ` Fewest uses: ${least}`;
  const none = unused.length === 0 ? 'every one was used.' : `${unused.length} not used at all: ${namesText(unused)}.`;
  return `${TITLES[provider]}, of ${count(total)}: ${none}${few}`;
}

/** As many names as fit, and how many do not. */
function namesText(names: readonly string[]): string {
  let characters = 0;
  const shown = names.map(nameText).filter((name) => (characters += name.length + 2) <= UNUSED_CHARACTERS_MAX);
  const rest = names.length - shown.length;
  return `${shown.join(', ')}${rest === 0 ? '' : ` and ${count(rest)} more`}`;
}

function nameText(name: string): string {
  return escapeMarkdown(clip(name, NAME_CHARACTERS_MAX));
}

function pairs(uses: readonly { readonly name: string; readonly uses: number }[]): (readonly [string, number])[] {
  return uses.map(({ name, uses: times }) => [name, times] as const);
}
