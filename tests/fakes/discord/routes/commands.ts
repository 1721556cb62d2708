import { apiError } from '../errors.ts';
import type { Answer, Call, Route } from '../http/router.ts';
import { asArray, asObject } from '../../openapi/json.ts';
import { checkCommands } from '../rules/commands.ts';
import { wireCommand } from '../wire.ts';
import type { RegisteredCommand } from '../world.ts';

const GLOBAL = '/applications/:applicationId/commands';
const GUILD = '/applications/:applicationId/guilds/:guildId/commands';

export const COMMAND_ROUTES: readonly Route[] = [
  { method: 'GET', path: GLOBAL, auth: 'bot', handle: (call) => listCommands(call, null) },
  { method: 'PUT', path: GLOBAL, auth: 'bot', handle: (call) => overwriteCommands(call, null) },
  {
    method: 'GET',
    path: GUILD,
    auth: 'bot',
    handle: (call) => listCommands(call, call.world.guild(call.param('guildId')).id),
  },
  {
    method: 'PUT',
    path: GUILD,
    auth: 'bot',
    handle: (call) => overwriteCommands(call, call.world.guild(call.param('guildId')).id),
  },
];

function listCommands(call: Call, guildId: string | null): Answer {
  checkApplication(call);
  return {
    status: 200,
    body: call.world.commands
      .filter((command) => command.guildId === guildId)
      .map((command) => wireCommand(call.world, command)),
  };
}

/** Replaces the whole scope; a command that keeps its name keeps its id. */
function overwriteCommands(call: Call, guildId: string | null): Answer {
  checkApplication(call);
  const { world } = call;
  const definitions = asArray(call.request.json).map(asObject);
  checkCommands(definitions, guildId === null ? 'global' : 'guild');
  const before = world.commands.filter((command) => command.guildId === guildId);
  const after = definitions.map((definition): RegisteredCommand => {
    const known = before.find((command) => command.definition['name'] === definition['name']);
    return { id: known?.id ?? world.nextId(), guildId, version: world.nextId(), definition };
  });
  world.commands = [...world.commands.filter((command) => command.guildId !== guildId), ...after];
  world.changes.notify();
  return { status: 200, body: after.map((command) => wireCommand(world, command)) };
}

function checkApplication(call: Call): void {
  if (call.param('applicationId') !== call.world.applicationId) throw apiError('unknownApplication');
}
