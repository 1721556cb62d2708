import { apiError, FormErrors } from '../errors.ts';
import type { Call, Route } from '../http/router.ts';
import { asArray } from '../../openapi/json.ts';
import { createMessage, deleteMessage, editMessage } from '../messages.ts';
import { MESSAGE_FLAGS } from '../model.ts';
import type { FakeChannel, FakeMessage } from '../model.ts';
import { demand, isThread } from '../permissions.ts';
import type { PermissionName } from '../permissions.ts';
import { wireMessage } from '../wire.ts';
import { visibleChannel } from './channels.ts';

const HOUR_MS = 3_600_000;

export const MESSAGE_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/channels/:channelId/messages', auth: 'bot', handle: listMessages },
  { method: 'POST', path: '/channels/:channelId/messages', auth: 'bot', handle: postMessage },
  {
    method: 'GET',
    path: '/channels/:channelId/messages/:messageId',
    auth: 'bot',
    handle: (call) => {
      demand(call.world, visibleChannel(call), ['ReadMessageHistory']);
      return { status: 200, body: wireMessage(call.world, messageOf(call)) };
    },
  },
  { method: 'PATCH', path: '/channels/:channelId/messages/:messageId', auth: 'bot', handle: patchMessage },
  {
    method: 'DELETE',
    path: '/channels/:channelId/messages/:messageId',
    auth: 'bot',
    handle: (call) => {
      const channel = visibleChannel(call);
      const message = messageOf(call);
      if (message.authorId !== call.world.bot.id) demand(call.world, channel, ['ManageMessages']);
      deleteMessage(call.world, message);
      return { status: 204 };
    },
  },
  { method: 'POST', path: '/channels/:channelId/messages/:messageId/crosspost', auth: 'bot', handle: crosspost },
];

/** What a post with this body needs; used for threads and forum posts too. */
export function demandPosting(call: Call, channel: FakeChannel): void {
  const needed: PermissionName[] = [isThread(channel) ? 'SendMessagesInThreads' : 'SendMessages'];
  if (asArray(call.body['embeds']).length > 0) needed.push('EmbedLinks');
  if (call.request.files.length > 0) needed.push('AttachFiles');
  demand(call.world, channel, needed);
  if (channel.archived) throw apiError('archived');
}

export function messageOf(call: Call): FakeMessage {
  return call.world.message(call.param('channelId'), call.param('messageId'));
}

/** Newest first, as Discord lists them. */
function listMessages(call: Call): { status: number; body: unknown } {
  const channel = visibleChannel(call);
  demand(call.world, channel, ['ReadMessageHistory']);
  const { query } = call.request;
  const limit = Number(query.get('limit') ?? 50);
  const errors = new FormErrors();
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    errors.add(['limit'], 'NUMBER_TYPE_MAX', 'int value should be between 1 and 100.');
  }
  const before = snowflakeParameter(errors, query, 'before');
  const after = snowflakeParameter(errors, query, 'after');
  errors.throwIfAny();
  const inRange = call.world
    .messagesIn(channel.id)
    .filter(({ id }) => (before === 0n || BigInt(id) < before) && BigInt(id) > after);
  const page = query.has('after') ? inRange.slice(0, limit) : inRange.slice(-limit);
  return { status: 200, body: page.toReversed().map((message) => wireMessage(call.world, message)) };
}

/** 0 when absent. */
function snowflakeParameter(errors: FormErrors, query: URLSearchParams, name: string): bigint {
  const id = query.get(name) ?? '0';
  if (/^\d{1,20}$/.test(id)) return BigInt(id);
  errors.add([name], 'NUMBER_TYPE_COERCE', `Value "${id.slice(0, 40)}" is not snowflake.`);
  return 0n;
}

function postMessage(call: Call): { status: number; body: unknown } {
  const channel = visibleChannel(call);
  if (channel.kind === 'forum' || channel.kind === 'category') throw apiError('nonText');
  demandPosting(call, channel);
  const payload = { body: call.body, files: call.request.files };
  const message = createMessage(
    call.world,
    channel,
    payload,
    { interactionId: null, ephemeral: false },
    call.options.nonceWindowMs,
  );
  return { status: 200, body: wireMessage(call.world, message) };
}

function patchMessage(call: Call): { status: number; body: unknown } {
  const channel = visibleChannel(call);
  const message = messageOf(call);
  if (message.authorId !== call.world.bot.id) throw apiError('notAuthor');
  if (channel.archived) throw apiError('archived');
  if (call.request.files.length > 0) demand(call.world, channel, ['AttachFiles']);
  refuseTooManyOldEdits(call, message);
  editMessage(call.world, message, { body: call.body, files: call.request.files });
  return { status: 200, body: wireMessage(call.world, message) };
}

/** Discord names the error, not the number; the fake's is a setting. */
function refuseTooManyOldEdits(call: Call, message: FakeMessage): void {
  const { oldMessageAfterMs, oldMessageEditsMax } = call.options;
  const now = call.world.now();
  const isOld = (at: number, createdAt: number): boolean => at - createdAt > oldMessageAfterMs;
  if (!isOld(now, message.createdAt)) return;
  const recent = call.world
    .messagesIn(message.channelId)
    .flatMap((other) => other.editedAt.filter((at) => isOld(at, other.createdAt) && now - at < HOUR_MS));
  if (recent.length >= oldMessageEditsMax) throw apiError('tooManyOldEdits');
}

function crosspost(call: Call): { status: number; body: unknown } {
  const channel = visibleChannel(call);
  const message = messageOf(call);
  if (channel.kind !== 'announcement') throw apiError('wrongChannelType');
  demand(
    call.world,
    channel,
    message.authorId === call.world.bot.id ? ['SendMessages'] : ['SendMessages', 'ManageMessages'],
  );
  if (message.crossposted) throw apiError('alreadyCrossposted');
  message.crossposted = true;
  message.flags |= MESSAGE_FLAGS.crossposted;
  call.world.changes.notify();
  return { status: 200, body: wireMessage(call.world, message) };
}
