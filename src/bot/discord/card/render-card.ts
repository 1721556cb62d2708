import { ComponentType, type APIComponentInContainer, type APIMessageTopLevelComponent } from 'discord.js';
import type { AlertCard } from '../../../domain/alert.ts';
import { CATEGORY_STYLE, colorNumber } from '../../../lib/category-style.ts';
import { deskButtons } from '../../../lib/desk-buttons.ts';
import { deskText } from '../../../lib/desk-text.ts';
import { vodOffset } from '../../../lib/format.ts';
import { buttonRows, isWebAddress, RouteIds } from '../render/action-rows.ts';
import { fitChildren, MESSAGE_BUDGET, text } from '../render/budget.ts';
import { clipUnits } from '../render/clip-units.ts';
import { alsoIn } from './also-in.ts';
import { emotes, headline, numbers, quotes, reasons, said, timing } from './card-text.ts';
import { momentMarker } from './moment-marker.ts';

const ALT_TEXT_CHARACTERS_MAX = 1_024;
/** What stands outside the fitted children: the container, its last line, and the ping before it. */
const FITTED_BUDGET = {
  componentsMax: MESSAGE_BUDGET.componentsMax - 3,
  charactersMax: MESSAGE_BUDGET.charactersMax - 300,
  bytesMax: MESSAGE_BUDGET.bytesMax - 600,
};

/** A picture that is, or will be, among the message's attachments. */
export interface ShownChart {
  readonly name: string;
  readonly altText: string;
}

export interface CardLink {
  readonly label: string;
  readonly url: string;
}

/** The card as Components V2. `pingRoleId` is ignored for rehearsals, which never ping. */
export function renderCard(
  card: AlertCard,
  chart: ShownChart | null,
  pingRoleId: string | null,
): APIMessageTopLevelComponent[] {
  const children: APIComponentInContainer[] = [
    text(`### ${headline(card)}\n${numbers(card)}\n${timing(card)}`),
    ...optionalText(alsoIn(card)),
    ...optionalText(reasons(card)),
  ];
  if (chart) {
    const description = clipUnits(chart.altText, ALT_TEXT_CHARACTERS_MAX);
    children.push({
      type: ComponentType.MediaGallery,
      items: [{ media: { url: `attachment://${chart.name}` }, ...(description ? { description } : {}) }],
    });
  }
  const done = card.desk === null ? '' : deskText(card.desk);
  children.push(...[emotes(card), said(card), quotes(card), done].flatMap(optionalText), ...rows(card));
  return [
    ...pingText(card, pingRoleId).map(text),
    {
      type: ComponentType.Container,
      accent_color: colorNumber(CATEGORY_STYLE[card.category].color),
      components: [...fitChildren(children, FITTED_BUDGET), text(momentMarker(card.momentId))],
    },
  ];
}

/** The last resort, for a Discord that takes nothing richer: the same facts as plain content of under 2,000 characters. */
export function renderPlainCard(card: AlertCard, pingRoleId: string | null): string {
  const links = cardLinks(card).map(({ label, url }) => `${label}: <${url}>`);
  const lines = [
    ...pingText(card, pingRoleId),
    `**${headline(card).replaceAll('**', '')}**`,
    numbers(card),
    timing(card),
    ...links,
  ];
  return `${clipUnits(lines.join('\n'), 1_700)}\n${momentMarker(card.momentId)}`;
}

/** Only links that exist and that Discord would take. */
function cardLinks(card: AlertCard): readonly CardLink[] {
  const { vod, clip, channel, dashboard } = card.links;
  const links: CardLink[] = [];
  if (vod) links.push({ label: `VOD at ${vodOffset(vod.offsetSeconds)}`, url: vod.url });
  if (clip) links.push({ label: 'Clip', url: clip });
  if (channel) links.push({ label: 'Channel', url: channel });
  if (dashboard) links.push({ label: 'Dashboard', url: dashboard });
  return links.filter((link) => isWebAddress(link.url));
}

/** A rehearsal stands for no moment: there is nothing to press under it. */
function rows(card: AlertCard): readonly APIComponentInContainer[] {
  const ids = new RouteIds();
  const pressed = card.desk === null || card.test ? [] : deskButtons(card.momentId, card.desk);
  const links = cardLinks(card).map((link) => ({ kind: 'link', ...link }) as const);
  return [links, ...pressed].flatMap((buttons) => buttonRows(buttons, ids));
}

function pingText(card: AlertCard, pingRoleId: string | null): string[] {
  return pingRoleId === null || card.test ? [] : [`<@&${pingRoleId}>`];
}

function optionalText(markdown: string): APIComponentInContainer[] {
  return markdown === '' ? [] : [text(markdown)];
}
