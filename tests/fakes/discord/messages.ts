import { FormErrors } from './errors.ts';
import { asArray, asObject, asString } from '../openapi/json.ts';
import type { JsonObject } from '../openapi/json.ts';
import { MESSAGE_FLAGS } from './model.ts';
import type { FakeChannel, FakeMessage, UploadedFile } from './model.ts';
import { resolveAttachments } from './rules/attachments.ts';
import { LIMITS } from './rules/limits.ts';
import { checkAllowedMentions, pingsOf, speakingText } from './rules/mentions.ts';
import { checkDraft } from './rules/message.ts';
import { wireMessage } from './wire.ts';
import type { World } from './world.ts';

export interface Payload {
  readonly body: JsonObject;
  readonly files: readonly UploadedFile[];
}

/** The flags a bot may set on a message; Discord sets the others. */
const KEPT_FLAGS = MESSAGE_FLAGS.componentsV2 | MESSAGE_FLAGS.silent | MESSAGE_FLAGS.suppressEmbeds;

export interface Origin {
  readonly interactionId: string | null;
  readonly ephemeral: boolean;
  /** Given for the first message of a forum post, which shares its thread's. */
  readonly id?: string;
}

/** Stores a message of the bot, or answers with the first one of the same enforced nonce. */
export function createMessage(
  world: World,
  channel: FakeChannel,
  payload: Payload,
  origin: Origin,
  nonceWindowMs: number,
): FakeMessage {
  const { body, files } = payload;
  const errors = new FormErrors();
  const nonce = readNonce(body['nonce']);
  errors.length(['nonce'], nonce, 0, LIMITS.nonceChars);
  checkAllowedMentions(errors, body['allowed_mentions']);
  errors.throwIfAny();
  const earlier =
    body['enforce_nonce'] === true && nonce !== null ? sameNonce(world, channel, nonce, nonceWindowMs) : undefined;
  if (earlier) return earlier;

  const attachments = resolveAttachments(errors, [], files, body['attachments'], world.nextId);
  const flags = Number(body['flags'] ?? 0) & KEPT_FLAGS;
  const content = asString(body['content']);
  const embeds = asArray(body['embeds']).map(asObject);
  const components = asArray(body['components']).map(asObject);
  checkDraft(errors, {
    content,
    embeds,
    components,
    attachments,
    flags,
    hasPoll: Boolean(body['poll']),
    hasStickers: asArray(body['sticker_ids']).length > 0,
  });
  const message: FakeMessage = {
    id: origin.id ?? world.nextId(),
    channelId: channel.id,
    guildId: channel.guildId,
    authorId: world.bot.id,
    content,
    embeds,
    components,
    attachments,
    flags: flags | (origin.ephemeral ? MESSAGE_FLAGS.ephemeral : 0),
    nonce,
    ephemeral: origin.ephemeral,
    silent: Boolean(flags & MESSAGE_FLAGS.silent),
    interactionId: origin.interactionId,
    createdAt: world.now(),
    pings: pingsOf(
      world,
      channel,
      speakingText(content, components),
      body['allowed_mentions'],
      origin.interactionId === null ? 'bot' : 'interaction',
    ),
    editedAt: [],
    crossposted: false,
    deletedAt: null,
    threadId: null,
  };
  world.messages.push(message);
  if (!message.ephemeral) {
    world.dispatch('MESSAGE_CREATE', { ...wireMessage(world, message), guild_id: channel.guildId });
  }
  world.changes.notify();
  return message;
}

function readNonce(value: unknown): string | null {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

function sameNonce(world: World, channel: FakeChannel, nonce: string, windowMs: number): FakeMessage | undefined {
  return world.messages.find(
    (message) =>
      message.channelId === channel.id &&
      message.authorId === world.bot.id &&
      message.nonce === nonce &&
      world.now() - message.createdAt <= windowMs,
  );
}

/** Fields that are absent stay as they are, except attachments: those not listed are gone. Edits never ping. */
export function editMessage(world: World, message: FakeMessage, payload: Payload): FakeMessage {
  const { body, files } = payload;
  const errors = new FormErrors();
  checkAllowedMentions(errors, body['allowed_mentions']);
  const wanted = typeof body['flags'] === 'number' ? body['flags'] : message.flags;
  if (message.flags & MESSAGE_FLAGS.componentsV2 && !(wanted & MESSAGE_FLAGS.componentsV2)) {
    errors.add(
      ['flags'],
      'MESSAGE_COMPONENTS_V2_CANNOT_BE_REMOVED',
      'MessageFlags.IS_COMPONENTS_V2 cannot be removed from a message.',
    );
  }
  const flags = (wanted & KEPT_FLAGS) | (message.flags & ~KEPT_FLAGS);
  const content = 'content' in body ? asString(body['content']) : message.content;
  const embeds = 'embeds' in body ? asArray(body['embeds']).map(asObject) : message.embeds;
  const components = 'components' in body ? asArray(body['components']).map(asObject) : message.components;
  const attachments = resolveAttachments(errors, message.attachments, files, body['attachments'], world.nextId);
  checkDraft(errors, { content, embeds, components, attachments, flags, hasPoll: false, hasStickers: false });
  Object.assign(message, { content, embeds, components, attachments, flags });
  message.editedAt.push(world.now());
  if (!message.ephemeral) {
    world.dispatch('MESSAGE_UPDATE', { ...wireMessage(world, message), guild_id: message.guildId });
  }
  world.changes.notify();
  return message;
}

export function deleteMessage(world: World, message: FakeMessage): void {
  message.deletedAt = world.now();
  if (!message.ephemeral) {
    world.dispatch('MESSAGE_DELETE', { id: message.id, channel_id: message.channelId, guild_id: message.guildId });
  }
  world.changes.notify();
}
