import { apiError, FormErrors } from '../errors.ts';
import type { Answer, Call, Route } from '../http/router.ts';
import { asArray, asNumber, asObject } from '../../openapi/json.ts';
import type { JsonObject } from '../../openapi/json.ts';
import { createMessage, editMessage } from '../messages.ts';
import { MESSAGE_FLAGS } from '../model.ts';
import type { CallbackType, FakeInteraction } from '../model.ts';
import { LIMITS } from '../rules/limits.ts';
import { wireMessage } from '../wire.ts';

const CALLBACKS = { message: 4, deferredMessage: 5, deferredUpdate: 6, update: 7, autocomplete: 8, modal: 9 } as const;

/** Which answers each kind of interaction takes: 2 command, 3 component, 4 autocomplete, 5 modal. */
const ALLOWED: Readonly<Record<FakeInteraction['type'], readonly CallbackType[]>> = {
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5, 6, 7],
};

export const INTERACTION_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/interactions/:interactionId/:interactionToken/callback',
    auth: 'token-in-path',
    handle: callback,
  },
];

/** The first answer: exactly one, and in time. */
function callback(call: Call): Answer {
  const { world } = call;
  const interaction = world.interactions.find(
    (candidate) => candidate.id === call.param('interactionId') && candidate.token === call.param('interactionToken'),
  );
  if (!interaction) throw apiError('unknownInteraction');
  if (interaction.callback !== null) throw apiError('alreadyAcknowledged');
  if (world.now() - interaction.createdAt > call.options.interactionAckMs) throw apiError('unknownInteraction');
  const type = asNumber(call.body['type']) as CallbackType;
  if (!ALLOWED[interaction.type].includes(type)) {
    const errors = new FormErrors();
    errors.add(['type'], 'BASE_TYPE_CHOICES', `Value must be one of {${ALLOWED[interaction.type].join(', ')}}.`);
    errors.throwIfAny();
  }
  const data = asObject(call.body['data']);
  respond(call, interaction, type, data);
  interaction.callback = type;
  interaction.ackAt = world.now();
  world.changes.notify();
  return call.request.query.get('with_response') === 'true'
    ? { status: 200, body: withResponse(call, interaction, type) }
    : { status: 204 };
}

function respond(call: Call, interaction: FakeInteraction, type: CallbackType, data: JsonObject): void {
  const { world } = call;
  const payload = { body: data, files: call.request.files };
  const wantsEphemeral = Boolean(asNumber(data['flags']) & MESSAGE_FLAGS.ephemeral);
  if (type === CALLBACKS.message) {
    const channel = world.channel(interaction.channelId);
    interaction.original = createMessage(
      world,
      channel,
      payload,
      { interactionId: interaction.id, ephemeral: wantsEphemeral },
      0,
    );
    interaction.ephemeral = wantsEphemeral;
  } else if (type === CALLBACKS.deferredMessage) {
    interaction.ephemeral = wantsEphemeral;
  } else if (type === CALLBACKS.deferredUpdate || type === CALLBACKS.update) {
    if (!interaction.source) throw apiError('unknownMessage');
    interaction.original = interaction.source;
    interaction.ephemeral = interaction.source.ephemeral;
    if (type === CALLBACKS.update) editMessage(world, interaction.source, payload);
  } else if (type === CALLBACKS.autocomplete) {
    interaction.choices = checkChoices(data);
  } else {
    interaction.modal = checkModal(data);
  }
  const isDeferred = type === CALLBACKS.deferredMessage || type === CALLBACKS.deferredUpdate;
  if (!isDeferred) interaction.settledAt = world.now();
}

function checkChoices(data: JsonObject): readonly JsonObject[] {
  const choices = asArray(data['choices']).map(asObject);
  const errors = new FormErrors();
  if (!Array.isArray(data['choices'])) errors.add(['data', 'choices'], 'BASE_TYPE_REQUIRED', 'This field is required');
  if (choices.length > LIMITS.choices) {
    errors.add(['data', 'choices'], 'BASE_TYPE_MAX_LENGTH', `Must be ${LIMITS.choices} or fewer in length.`);
  }
  for (const [i, choice] of choices.entries()) {
    errors.required(['data', 'choices', i, 'name'], choice['name'], 1, LIMITS.choiceChars);
    if (typeof choice['value'] !== 'number') {
      errors.required(['data', 'choices', i, 'value'], choice['value'], 1, LIMITS.choiceChars);
    }
  }
  errors.throwIfAny();
  return choices;
}

function checkModal(data: JsonObject): JsonObject {
  const errors = new FormErrors();
  errors.required(['data', 'title'], data['title'], 1, 45);
  errors.required(['data', 'custom_id'], data['custom_id'], 1, LIMITS.customIdChars);
  const parts = asArray(data['components']).length;
  if (parts < 1 || parts > 5) {
    errors.add(['data', 'components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  }
  errors.throwIfAny();
  return data;
}

function withResponse(call: Call, interaction: FakeInteraction, type: CallbackType): JsonObject {
  const message = interaction.original === null ? null : wireMessage(call.world, interaction.original);
  const loading = type === CALLBACKS.deferredMessage;
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      response_message_id: interaction.original?.id ?? interaction.id,
      response_message_loading: loading,
      response_message_ephemeral: interaction.ephemeral,
    },
    resource: { type, ...(message === null ? {} : { message }) },
  };
}
