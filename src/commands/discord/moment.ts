import {
  UserError,
  type AutocompleteInput,
  type Choice,
  type CommandInput,
  type CommandReply,
  type PressInput,
  type ReplyButton,
} from '../../domain/command.ts';
import type { AlertCard } from '../../domain/alert.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import { TRACK_DEFAULTS } from '../../domain/track.ts';
import { CATEGORY_STYLE, colorNumber } from '../../lib/category-style.ts';
import { duration } from '../../lib/duration.ts';
import { transcriptButton } from '../../lib/desk-buttons.ts';
import { deskText, votesText } from '../../lib/desk-text.ts';
import { count, discordTime, vodOffset } from '../../lib/format.ts';
import { clip, escapeMarkdown } from '../../lib/markdown.ts';
import { composeCard } from '../../pipeline/alerting/compose-card.ts';
import type { DeskFacts } from '../../pipeline/alerting/compose-card-desk.ts';
import type { CommandContext, PressAnswer, SlashCommand } from '../command.ts';
import { deskPress } from './desk/desk-press.ts';
import { categoryText, choiceText, emotesText, numbersText } from './moment-text.ts';
import { booleanOption, stringOption } from './options.ts';
import { mention, picture, text } from './reply.ts';
import { minScoreOf } from './strength.ts';

/** Moments looked through for a choice that fits what is typed. */
const SEARCHED_MAX = 200;
const CHOICES_MAX = 25;
const REASON_CHARACTERS_MAX = 200;
const QUOTE_CHARACTERS_MAX = 200;

/** `/moment`: all there is to know about one moment. Presses on the buttons of cards end here too. */
export const momentCommand: SlashCommand = {
  definition: {
    name: 'moment',
    description: 'One hype moment in full: why it fired, its numbers, chart and VOD',
    access: 'everyone',
    options: [
      {
        type: 'string',
        name: 'moment',
        description: 'Pick one; the latest if left out',
        autocomplete: true,
        maxLength: 100,
      },
      { type: 'boolean', name: 'private', description: 'true shows the answer only to you' },
    ],
  },
  ephemeral: (input) => booleanOption(input, 'private') === true,

  async execute(input: CommandInput, context: CommandContext): Promise<CommandReply> {
    const moment = await requireMoment(context, stringOption(input, 'moment'));
    const [stream, track, chart, desk] = await Promise.all([
      moment.streamId === null ? null : context.streams.get(moment.streamId),
      context.guild.trackOf(moment.channel),
      context.drawMomentChart(moment.id),
      deskFacts(context, moment),
    ]);
    const card = composeCard(moment, {
      stream,
      reachBackSeconds: track?.reachBackSeconds ?? TRACK_DEFAULTS.reachBackSeconds,
      dashboardUrl: context.dashboardUrl,
      chart,
      test: false,
      desk,
    });
    return momentReply(moment, card);
  },

  press: (input: PressInput, context: CommandContext): Promise<PressAnswer | null> => deskPress(input, context),

  async autocomplete(input: AutocompleteInput, context: CommandContext): Promise<readonly Choice[]> {
    const { items } = await context.guild.moments(await minScoreOf(context, null, 'here'), SEARCHED_MAX, 0);
    const wanted = input.typed.trim().toLowerCase();
    return items
      .map((moment) => ({ name: choiceText(moment, context.clock.now()), value: moment.id }))
      .filter((choice) => choice.name.toLowerCase().includes(wanted) || choice.value === input.typed)
      .slice(0, CHOICES_MAX);
  },
};

async function deskFacts({ guild, createClip }: CommandContext, moment: HypeMoment): Promise<DeskFacts> {
  const { desk } = guild;
  const [entry, marks, clip] = await Promise.all([desk.entry(moment), desk.marks(moment), desk.clip(moment)]);
  return { entry, marks, clip, clipPossible: createClip !== null };
}

async function requireMoment(context: CommandContext, id: string | null): Promise<HypeMoment> {
  if (id !== null) {
    const moment = await context.guild.moment(id);
    if (moment !== null) return moment;
    throw new UserError(
      'There is no such moment among the channels this server tracks. Pick one from the suggestions that appear as you type.',
    );
  }
  const strong = await context.guild.moments(await minScoreOf(context, null, 'here'), 1, 0);
  const latest = strong.items[0] ?? (await context.guild.moments({}, 1, 0)).items[0];
  if (latest !== undefined) return latest;
  throw new UserError(
    `There are no hype moments of the channels tracked here yet. ${mention(context, 'stats')} shows whether chat is read.`,
  );
}

function momentReply(moment: HypeMoment, card: AlertCard): CommandReply {
  const shown = picture(card.chart);
  return {
    accent: colorNumber(CATEGORY_STYLE[moment.category].color),
    blocks: [
      text(`### ${escapeMarkdown(moment.channel)} · ${categoryText(moment)}\n${factLines(moment).join('\n')}`),
      text(whyText(card)),
      ...shown.blocks,
      ...(card.quotes.length === 0 ? [] : [text(quotesText(card))]),
      ...teamText(card).map(text),
      // Votes and claims belong to the card, which shows what became of them; this answer stays as it is.
      { kind: 'buttons', buttons: [...linkButtons(card), transcriptButton(moment.id)] },
    ],
    files: shown.files,
  };
}

function factLines(moment: HypeMoment): readonly string[] {
  const length = moment.endedAt === null ? 'still going on' : `lasted ${duration(moment.endedAt - moment.startedAt)}`;
  const emotes = emotesText(moment.topEmotes, 8);
  return [
    `**${numbersText(moment)}**`,
    `${discordTime(moment.startedAt, 'F')} (${discordTime(moment.startedAt, 'R')}), ${length}, ${count(moment.messages)} messages`,
    `Score ${moment.score.toFixed(1)} when found, ${moment.peakScore.toFixed(1)} at the highest`,
    ...(emotes === '' ? [] : [`Top emotes: ${emotes}`]),
    ...(moment.attack ? ['**Looks like an attack** by bots or a hate raid: never posted as hype, never quoted.'] : []),
  ];
}

function whyText(card: AlertCard): string {
  const bullets = (lines: readonly string[]): string =>
    lines.map((line) => `- ${escapeMarkdown(clip(line, REASON_CHARACTERS_MAX))}`).join('\n');
  const why = `**Why it fired**\n${bullets(card.why)}`;
  return card.discounts.length === 0 ? why : `${why}\n**Held against it**\n${bullets(card.discounts)}`;
}

function quotesText(card: AlertCard): string {
  return card.quotes
    .map(({ displayName, text: said }) => {
      const who = escapeMarkdown(clip(displayName, 40));
      return `> **${who}**: ${escapeMarkdown(clip(said, QUOTE_CHARACTERS_MAX))}`;
    })
    .join('\n');
}

/** What the team did with it; empty while it did nothing. */
function teamText({ desk }: AlertCard): readonly string[] {
  if (desk === null) return [];
  const votes = votesText(desk.votes);
  const said = [votes === '' ? '' : `**Votes** ${votes}`, deskText(desk)].filter((line) => line !== '').join('\n');
  return said === '' ? [] : [said];
}

function linkButtons({ links }: AlertCard): readonly ReplyButton[] {
  return [
    ...(links.vod === null
      ? []
      : [{ kind: 'link', label: `VOD at ${vodOffset(links.vod.offsetSeconds)}`, url: links.vod.url } as const]),
    ...(links.clip === null ? [] : [{ kind: 'link', label: 'Clip', url: links.clip } as const]),
    { kind: 'link', label: 'Channel', url: links.channel },
    ...(links.dashboard === null ? [] : [{ kind: 'link', label: 'Dashboard', url: links.dashboard } as const]),
  ];
}
