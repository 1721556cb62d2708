import { MessageFlags } from 'discord.js';
import type { AlertCard } from '../../../domain/alert.ts';
import { renderCard, renderPlainCard, type ShownChart } from '../card/render-card.ts';
import { clipUnits } from '../render/clip-units.ts';
import { safeFileName } from '../render/file-name.ts';
import type { RenderedFile } from '../render/rendered-message.ts';

/** How much of the card is sent: each form is what to try when Discord refuses the one before it. */
export const CARD_FORMS = ['with-chart', 'without-chart', 'plain'] as const;
export type CardForm = (typeof CARD_FORMS)[number];

export interface CardBody {
  readonly body: Record<string, unknown>;
  readonly files: readonly RenderedFile[];
}

/** Nobody is ever mentioned but the one role the server chose. */
function allowedMentions(roleId: string | null): Record<string, unknown> {
  return roleId === null ? { parse: [] } : { parse: [], roles: [roleId] };
}

/** The message that posts a card. Rehearsals ping nobody, whatever is configured. */
export function postBody(card: AlertCard, form: CardForm, configuredRoleId: string | null): CardBody {
  const roleId = card.test ? null : configuredRoleId;
  if (form === 'plain') {
    return {
      body: {
        content: renderPlainCard(card, roleId),
        flags: MessageFlags.SuppressEmbeds,
        allowed_mentions: allowedMentions(roleId),
      },
      files: [],
    };
  }
  const upload = form === 'with-chart' ? chartFile(card) : null;
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: renderCard(card, upload, roleId),
      allowed_mentions: allowedMentions(roleId),
      ...(upload ? { attachments: [attachment(upload)] } : {}),
    },
    files: upload ? [upload] : [],
  };
}

/** What stays of the posted message when it is edited. */
export interface KeptChart extends ShownChart {
  readonly attachmentId: string;
}

/**
 * The message that replaces a posted card. Edits name no role, so they cannot ping.
 * @param clearContent the message was posted as plain text, which Components V2 must replace explicitly
 */
export function editBody(card: AlertCard, chart: KeptChart | 'upload' | null, clearContent: boolean): CardBody {
  const upload = chart === 'upload' ? chartFile(card) : null;
  const kept = chart === 'upload' ? null : chart;
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: renderCard(card, upload ?? kept, null),
      allowed_mentions: allowedMentions(null),
      attachments: upload ? [attachment(upload)] : kept ? [{ id: kept.attachmentId }] : [],
      ...(clearContent ? { content: null, embeds: [] } : {}),
    },
    files: upload ? [upload] : [],
  };
}

function chartFile(card: AlertCard): RenderedFile | null {
  if (card.chart === null || card.chart.png.byteLength === 0) return null;
  return { name: safeFileName(card.chart.name), bytes: card.chart.png, altText: card.chart.altText };
}

function attachment(file: RenderedFile): Record<string, unknown> {
  return { id: '0', filename: file.name, ...(file.altText ? { description: clipUnits(file.altText, 1_024) } : {}) };
}
