import type { CardChart, CardLinks } from '../../domain/alert.ts';
import type { CommandReply, ReplyBlock, ReplyButton } from '../../domain/command.ts';
import { CATEGORY_STYLE, colorNumber } from '../../lib/category-style.ts';
import { votesText } from '../../lib/desk-text.ts';
import { duration } from '../../lib/duration.ts';
import { clockTime, count, discordTime, plural, rate } from '../../lib/format.ts';
import { clip, escapeClipped, stripInvisible } from '../../lib/markdown.ts';
import type { Recap, RecapMark, RecapMoment } from './recap.ts';
import { summaryBlocks } from './render-summary.ts';

const TITLE_CHARACTERS_MAX = 140;
const NAME_CHARACTERS_MAX = 40;
const NOTE_CHARACTERS_MAX = 80;
const CHAPTERS_MIN = 3;
const CHAPTER_SECONDS_MIN = 10;
/** Where no moment gives its colour. */
const QUIET_ACCENT = '#5865F2';

/** A recap as a message. Everything that others wrote is shortened and made harmless here. */
export function renderRecap(recap: Recap, chart: CardChart | null): CommandReply {
  const [first] = recap.best;
  const shown: ReplyBlock[] = chart === null ? [] : [{ kind: 'image', file: chart.name, altText: chart.altText }];
  return {
    accent: colorNumber(first === undefined ? QUIET_ACCENT : CATEGORY_STYLE[first.category].color),
    blocks: [
      text(heading(recap)),
      text(numbers(recap)),
      ...shown,
      text(bestText(recap)),
      ...saidBlocks(recap),
      ...(recap.marked.length === 0 ? [] : [text(markedText(recap))]),
      ...chapters(recap),
      { kind: 'buttons', buttons: links(recap) },
    ],
    files: chart === null ? [] : [{ name: chart.name, bytes: chart.png }],
  };
}

/** One plain line, for a forum post or a list. */
export function recapTitle({ channel, title }: Pick<Recap, 'channel' | 'title'>): string {
  const about = title.trim();
  return clip(about === '' ? `Recap of ${channel}` : `Recap of ${channel}: ${about}`, 100);
}

function heading(recap: Recap): string {
  const { channel, title, category, startedAt, until, live } = recap;
  const about = [escapeClipped(title, TITLE_CHARACTERS_MAX), escapeClipped(category, NAME_CHARACTERS_MAX)].filter(
    (part) => part !== '',
  );
  const when = live
    ? `${discordTime(startedAt, 'f')}, live for ${duration(until - startedAt)}`
    : `${discordTime(startedAt, 'f')} to ${discordTime(until, 't')}, ${length(until - startedAt)}`;
  return [
    `### ${live ? 'So far' : 'Recap'}: **${escapeClipped(channel, NAME_CHARACTERS_MAX)}**`,
    ...(about.length === 0 ? [] : [about.join(' · ')]),
    when,
  ].join('\n');
}

function numbers(recap: Recap): string {
  const { startedAt, messages, busiestMinute, chattersInMinute, peakPerSecond, topEmotes } = recap;
  if (messages === 0) return 'Chat was not read during this stream, or nobody wrote.';
  const totals = [
    `**${count(messages)} messages**`,
    `up to ${count(chattersInMinute)} chatters a minute`,
    `${count(peakPerSecond)} msg/s at most`,
  ];
  const emotes = topEmotes.map(([name, uses]) => `${escapeClipped(name, NAME_CHARACTERS_MAX)} ×${count(uses)}`);
  const busiest =
    busiestMinute === null
      ? []
      : [
          `Busiest minute: ${count(busiestMinute.messages)} messages at ${clockTime((busiestMinute.at - startedAt) / 1000)}`,
        ];
  return [
    totals.join(' · '),
    ...busiest,
    ...(emotes.length === 0 ? [] : [`**Top emotes** ${emotes.join(' · ')}`]),
  ].join('\n');
}

function bestText(recap: Recap): string {
  const tail =
    recap.attacks === 0
      ? ''
      : `\n-# ${plural(recap.attacks, 'burst')} looked like an attack and ${recap.attacks === 1 ? 'is' : 'are'} left out.`;
  if (recap.best.length === 0) return `**No hype moments** were strong enough for this server.${tail}`;
  const verdict = recap.judged === 0 ? [] : [`${recap.kept} of ${recap.judged} voted worth a clip`];
  const facts = [plural(recap.moments, 'moment'), plural(recap.alerts, 'alert'), ...verdict].join(', ');
  return `**Best moments** (${facts})\n${recap.best.map(momentLine).join('\n')}${tail}`;
}

function saidBlocks({ said, place }: Recap): readonly ReplyBlock[] {
  return said === null
    ? []
    : [text(`**What chat said** (${count(said.messages)} messages)`), ...summaryBlocks(said, place)];
}

function momentLine(moment: RecapMoment, index: number): string {
  const { emoji, word } = CATEGORY_STYLE[moment.category];
  const votes = moment.votes === null ? '' : ` · ${votesText(moment.votes)}`;
  const note = moment.note === '' ? '' : ` · “${escapeClipped(moment.note, NOTE_CHARACTERS_MAX)}”`;
  return `${index + 1}. ${timeLink(moment)} ${emoji} **${word}** ${rate(moment.multiplier)}× usual${votes}${note}`;
}

function markedText({ marked, markedBeyond }: Recap): string {
  const more = markedBeyond === 0 ? '' : `\n-# and ${markedBeyond} more`;
  return `**Marked by people**\n${marked.map(markLine).join('\n')}${more}`;
}

function markLine(mark: RecapMark): string {
  const notes = mark.notes.map((note) => escapeClipped(note, NOTE_CHARACTERS_MAX)).join(' · ');
  const people = mark.people > 1 ? ` ×${mark.people}` : '';
  return `- ${timeLink(mark)}${people} ${notes === '' ? '*no note*' : notes}`;
}

/** Ready to be pasted under a video. YouTube takes no list of fewer than three, nor two closer than ten seconds. */
function chapters({ best, marked }: Recap): readonly ReplyBlock[] {
  const found = [
    ...best.map(({ offsetSeconds, category, multiplier }) => ({
      at: offsetSeconds,
      name: `${CATEGORY_STYLE[category].word} (${rate(multiplier)}× usual)`,
    })),
    ...marked.map(({ offsetSeconds, notes }) => ({ at: offsetSeconds, name: plainNote(notes[0] ?? '') })),
  ].toSorted((a, b) => a.at - b.at);
  const lines = [{ at: 0, name: 'Start' }];
  for (const chapter of found) if (chapter.at - (lines.at(-1)?.at ?? 0) >= CHAPTER_SECONDS_MIN) lines.push(chapter);
  if (lines.length < CHAPTERS_MIN) return [];
  const list = lines.map(({ at, name }) => `${clockTime(at)} ${name}`).join('\n');
  return [text(`**Chapters**\n\`\`\`\n${list}\n\`\`\``)];
}

/** Chapters are pasted where nobody escapes them: a note keeps its words and loses links, mentions and markup. */
function plainNote(note: string): string {
  const words = stripInvisible(note)
    .split(/\s+/)
    .filter((word) => !/:\/\/|\p{L}\.\p{L}{2,}|^www\./u.test(word))
    .map((word) => word.replace(/[^\p{L}\p{M}\p{N}'!?.,:%+-]/gu, ''));
  return clip(words.filter((word) => word !== '').join(' '), NOTE_CHARACTERS_MAX) || 'Marked';
}

/** `1:23:45`, leading into the video where there is one. */
function timeLink({ vod, offsetSeconds }: { readonly vod: CardLinks['vod']; readonly offsetSeconds: number }): string {
  const time = clockTime(offsetSeconds);
  return vod === null ? `\`${time}\`` : `[${time}](${vod.url})`;
}

function links({ channel, vodUrl }: Recap): readonly ReplyButton[] {
  const watch = `https://www.twitch.tv/${encodeURIComponent(channel)}`;
  return [
    ...(vodUrl === null ? [] : [{ kind: 'link', label: 'Watch the VOD', url: vodUrl } as const]),
    { kind: 'link', label: 'Channel', url: watch },
  ];
}

/** `5 h 12 min` */
function length(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes % 60} min`;
}

function text(markdown: string): ReplyBlock {
  return { kind: 'text', markdown };
}
