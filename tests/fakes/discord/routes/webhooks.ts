import { apiError } from '../errors.ts';
import type { Answer, Call, Route } from '../http/router.ts';
import { asNumber } from '../../openapi/json.ts';
import { createMessage, deleteMessage, editMessage } from '../messages.ts';
import { MESSAGE_FLAGS } from '../model.ts';
import type { FakeInteraction, FakeMessage } from '../model.ts';
import { wireMessage } from '../wire.ts';

const BASE = '/webhooks/:webhookId/:webhookToken';
const DEFERRED_MESSAGE = 5;

/** What an interaction's token may do after the first answer: follow up, and edit or delete its own messages. */
export const WEBHOOK_ROUTES: readonly Route[] = [
  { method: 'POST', path: BASE, auth: 'token-in-path', handle: followUp },
  {
    method: 'GET',
    path: `${BASE}/messages/:messageId`,
    auth: 'token-in-path',
    handle: (call) => ({ status: 200, body: wireMessage(call.world, messageOfToken(call, interactionOf(call))) }),
  },
  { method: 'PATCH', path: `${BASE}/messages/:messageId`, auth: 'token-in-path', handle: patch },
  {
    method: 'DELETE',
    path: `${BASE}/messages/:messageId`,
    auth: 'token-in-path',
    handle: (call) => {
      deleteMessage(call.world, messageOfToken(call, interactionOf(call)));
      return { status: 204 };
    },
  },
];

/** @throws ApiError 10015 for a token that is unknown or not yet answered with, 50027 for one that has expired */
function interactionOf(call: Call): FakeInteraction {
  const { world } = call;
  const interaction = world.interactions.find((candidate) => candidate.token === call.param('webhookToken'));
  if (!interaction || interaction.callback === null || call.param('webhookId') !== world.applicationId) {
    throw apiError('unknownWebhook');
  }
  if (world.now() - interaction.createdAt > call.options.interactionTokenMs) throw apiError('badToken');
  return interaction;
}

function messageOfToken(call: Call, interaction: FakeInteraction): FakeMessage {
  const id = call.param('messageId');
  const own = [interaction.original, ...interaction.followUps];
  const message = id === '@original' ? interaction.original : own.find((candidate) => candidate?.id === id);
  if (!message || message.deletedAt !== null) throw apiError('unknownMessage');
  return message;
}

function isWaiting(interaction: FakeInteraction): boolean {
  return interaction.callback === DEFERRED_MESSAGE && interaction.original === null;
}

function patch(call: Call): Answer {
  const interaction = interactionOf(call);
  const payload = { body: call.body, files: call.request.files };
  const message =
    isWaiting(interaction) && call.param('messageId') === '@original'
      ? firstContent(call, interaction)
      : editMessage(call.world, messageOfToken(call, interaction), payload);
  settle(call, interaction);
  return { status: 200, body: wireMessage(call.world, message) };
}

/** After a deferral the first follow-up takes the place of the waiting answer, as Discord does it. */
function followUp(call: Call): Answer {
  const interaction = interactionOf(call);
  const { world } = call;
  let message: FakeMessage;
  if (isWaiting(interaction)) {
    message = firstContent(call, interaction);
  } else {
    const ephemeral = Boolean(asNumber(call.body['flags']) & MESSAGE_FLAGS.ephemeral);
    const payload = { body: call.body, files: call.request.files };
    message = createMessage(
      world,
      world.channel(interaction.channelId),
      payload,
      { interactionId: interaction.id, ephemeral },
      0,
    );
    interaction.followUps.push(message);
  }
  settle(call, interaction);
  return { status: 200, body: wireMessage(world, message) };
}

/** The content of a deferred answer; whether it is ephemeral was decided when it was deferred. */
function firstContent(call: Call, interaction: FakeInteraction): FakeMessage {
  const channel = call.world.channel(interaction.channelId);
  const payload = { body: call.body, files: call.request.files };
  const message = createMessage(
    call.world,
    channel,
    payload,
    { interactionId: interaction.id, ephemeral: interaction.ephemeral },
    0,
  );
  interaction.original = message;
  return message;
}

function settle(call: Call, interaction: FakeInteraction): void {
  interaction.settledAt ??= call.world.now();
  call.world.changes.notify();
}
