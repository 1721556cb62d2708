import { apiError, FormErrors } from '../errors.ts';
import type { Answer, Call, Route } from '../http/router.ts';
import { asArray, asObject, asString } from '../../openapi/json.ts';
import { createMessage } from '../messages.ts';
import type { FakeChannel } from '../model.ts';
import { demand } from '../permissions.ts';
import { LIMITS } from '../rules/limits.ts';
import { wireChannel, wireMessage } from '../wire.ts';
import { visibleChannel } from './channels.ts';
import { demandPosting, messageOf } from './messages.ts';

export const THREAD_ROUTES: readonly Route[] = [
  { method: 'POST', path: '/channels/:channelId/threads', auth: 'bot', handle: startThread },
  {
    method: 'POST',
    path: '/channels/:channelId/messages/:messageId/threads',
    auth: 'bot',
    handle: startThreadFromMessage,
  },
];

/** In a forum: a post with its first message. Elsewhere: an empty thread. */
function startThread(call: Call): Answer {
  const parent = visibleChannel(call);
  checkName(call);
  if (parent.kind === 'forum') return startPost(call, parent);
  if (parent.kind !== 'text' && parent.kind !== 'announcement') throw apiError('wrongChannelType');
  demand(call.world, parent, ['CreatePublicThreads']);
  return { status: 201, body: wireChannel(addThread(call, parent, call.world.nextId())) };
}

function startPost(call: Call, forum: FakeChannel): Answer {
  const { world } = call;
  // The message of a post has no nonce: a repeated request makes a second post.
  const { nonce: _, enforce_nonce: __, ...body } = asObject(call.body['message']);
  demandPosting({ ...call, body }, forum);
  if (forum.requiresTag && asArray(call.body['applied_tags']).length === 0) throw apiError('tagRequired');
  if (call.body['message'] === undefined) {
    const errors = new FormErrors();
    errors.add(['message'], 'BASE_TYPE_REQUIRED', 'This field is required');
    errors.throwIfAny();
  }
  const thread = newThread(call, forum, world.nextId());
  const message = createMessage(
    world,
    thread,
    { body, files: call.request.files },
    { interactionId: null, ephemeral: false, id: thread.id },
    call.options.nonceWindowMs,
  );
  world.channels.set(thread.id, thread);
  world.dispatch('THREAD_CREATE', wireChannel(thread));
  return { status: 201, body: { ...wireChannel(thread), message: wireMessage(world, message) } };
}

function startThreadFromMessage(call: Call): Answer {
  const parent = visibleChannel(call);
  const message = messageOf(call);
  checkName(call);
  demand(call.world, parent, ['CreatePublicThreads']);
  if (message.threadId !== null) throw apiError('threadExists');
  message.threadId = message.id;
  return { status: 201, body: wireChannel(addThread(call, parent, message.id)) };
}

function checkName(call: Call): void {
  const errors = new FormErrors();
  errors.required(['name'], call.body['name'], 1, LIMITS.threadNameChars);
  errors.throwIfAny();
}

function newThread(call: Call, parent: FakeChannel, id: string): FakeChannel {
  const kind = parent.kind === 'announcement' ? 'announcementThread' : 'thread';
  return {
    id,
    guildId: parent.guildId,
    name: asString(call.body['name']),
    kind,
    parentId: parent.id,
    overwrites: [],
    archived: false,
    requiresTag: false,
  };
}

function addThread(call: Call, parent: FakeChannel, id: string): FakeChannel {
  const thread = newThread(call, parent, id);
  call.world.channels.set(id, thread);
  call.world.dispatch('THREAD_CREATE', wireChannel(thread));
  return thread;
}
