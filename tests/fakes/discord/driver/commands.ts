import { asArray, asNumber, asObject, asString } from '../../openapi/json.ts';
import type { JsonObject } from '../../openapi/json.ts';
import { CHANNEL_TYPES } from '../model.ts';
import type { FakeUser } from '../model.ts';
import { wireMember, wireResolvedChannel, wireRole, wireUser } from '../wire.ts';
import type { RegisteredCommand, World } from '../world.ts';

/** What a user fills in, by option name. Channels, roles and users are given by id. */
export type GivenOptions = Readonly<Record<string, string | number | boolean>>;

const TYPE = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  number: 10,
} as const;

/** What is known while one command is filled in. */
interface Filling {
  readonly world: World;
  readonly user: FakeUser;
  readonly given: GivenOptions;
  /** The option being typed. */
  readonly focused: string | null;
  readonly resolved: Resolved;
}

interface Resolved {
  readonly users: Record<string, JsonObject>;
  readonly members: Record<string, JsonObject>;
  readonly roles: Record<string, JsonObject>;
  readonly channels: Record<string, JsonObject>;
}

/** The registered command a user sees under `/name`: the guild's own hides a global one. @throws Error for none */
export function findCommand(world: World, user: FakeUser, name: string): RegisteredCommand {
  const fitting = world.commands.filter(
    (command) => command.definition['name'] === name && (command.guildId === null || command.guildId === user.guildId),
  );
  const command = fitting.find((candidate) => candidate.guildId !== null) ?? fitting[0];
  if (!command) {
    throw new Error(
      `no command /${name} is registered; there are: ${world.commands.map((known) => asString(known.definition['name'])).join(', ') || 'none'}`,
    );
  }
  return command;
}

/** @throws Error when Discord would not show the command to this user */
export function demandVisible(command: RegisteredCommand, user: FakeUser): void {
  const needed = command.definition['default_member_permissions'];
  if (needed === undefined || needed === null) return;
  const bits = BigInt(needed as string | number);
  const isAdministrator = Boolean(user.permissions & (1n << 3n));
  if (!isAdministrator && (bits === 0n || (user.permissions & bits) !== bits)) {
    throw new Error(
      `Discord does not offer /${asString(command.definition['name'])} to ${user.name}: it needs permissions ${bits}`,
    );
  }
}

/**
 * `data` of a command interaction, resolved against the registered definition as Discord resolves it.
 * @param path the words after the slash: command, optional group, optional subcommand
 * @param focused the option being typed, for autocomplete; its value is not checked and the rest may be missing
 * @throws Error for whatever Discord's client would not let the user send
 */
export function commandData(
  world: World,
  user: FakeUser,
  path: readonly string[],
  given: GivenOptions,
  focused: string | null,
): JsonObject {
  const command = findCommand(world, user, path[0] ?? '');
  const resolved: Resolved = { users: {}, members: {}, roles: {}, channels: {} };
  const options = optionsAt({ world, user, given, focused, resolved }, command.definition, path.slice(1));
  const used = Object.fromEntries(
    Object.entries(resolved).filter(([, items]) => Object.keys(items as object).length > 0),
  );
  return {
    id: command.id,
    name: asString(command.definition['name']),
    type: 1,
    ...(command.guildId === null ? {} : { guild_id: command.guildId }),
    options,
    ...(Object.keys(used).length > 0 ? { resolved: used } : {}),
  };
}

function optionsAt(filling: Filling, node: JsonObject, words: readonly string[]): readonly JsonObject[] {
  const name = asString(node['name']);
  const defined = asArray(node['options']).map(asObject);
  const branches = defined.filter((option) => option['type'] === TYPE.subcommand || option['type'] === TYPE.group);
  if (branches.length > 0) {
    const branch = branches.find((option) => option['name'] === words[0]);
    const known = branches.map((option) => asString(option['name'])).join(', ');
    if (!branch) throw new Error(`/${name} has no subcommand ${words[0] ?? '(none given)'}; it has: ${known}`);
    return [{ name: words[0], type: branch['type'], options: optionsAt(filling, branch, words.slice(1)) }];
  }
  if (words.length > 0) throw new Error(`/${name} has no subcommand ${words.join(' ')}`);
  const unknown = Object.keys(filling.given).find((given) => !defined.some((option) => option['name'] === given));
  if (unknown !== undefined) throw new Error(`${name} has no option ${unknown}`);
  return defined.flatMap((option) => fillIn(filling, option));
}

/** The option as sent; empty when it is left out. */
function fillIn(filling: Filling, option: JsonObject): readonly JsonObject[] {
  const name = asString(option['name']);
  const value = filling.given[name];
  if (value === undefined) {
    if (option['required'] === true && filling.focused === null) throw new Error(`option ${name} is required`);
    return [];
  }
  if (name === filling.focused) {
    if (option['autocomplete'] !== true) throw new Error(`option ${name} has no autocomplete`);
    return [{ name, type: option['type'], value, focused: true }];
  }
  checkValue(option, value);
  resolve(filling, option, String(value));
  return [{ name, type: option['type'], value }];
}

function checkValue(option: JsonObject, value: string | number | boolean): void {
  const name = asString(option['name']);
  const refuse = (why: string): never => {
    throw new Error(`option ${name}: ${JSON.stringify(value)} ${why}`);
  };
  const type = asNumber(option['type']);
  if (type === TYPE.boolean && typeof value !== 'boolean') refuse('is not a boolean');
  if ((type === TYPE.integer || type === TYPE.number) && typeof value !== 'number') refuse('is not a number');
  if (type === TYPE.integer && !Number.isInteger(value)) refuse('is not an integer');
  if (type !== TYPE.boolean && type !== TYPE.integer && type !== TYPE.number && typeof value !== 'string') {
    refuse('is not a string or an id');
  }
  const choices = asArray(option['choices']).map(asObject);
  if (choices.length > 0 && !choices.some((choice) => choice['value'] === value)) {
    refuse(`is none of the choices ${JSON.stringify(choices.map((choice) => choice['value']))}`);
  }
  const size = typeof value === 'string' ? value.length : Number(value);
  const [min, max] =
    typeof value === 'string'
      ? [option['min_length'], option['max_length']]
      : [option['min_value'], option['max_value']];
  if (typeof min === 'number' && size < min) refuse(`is below ${min}`);
  if (typeof max === 'number' && size > max) refuse(`is above ${max}`);
}

function resolve({ world, user, resolved }: Filling, option: JsonObject, id: string): void {
  const name = asString(option['name']);
  if (option['type'] === TYPE.channel) {
    const channel = world.channels.get(id);
    const allowed = asArray(option['channel_types']);
    if (channel?.guildId !== user.guildId) throw new Error(`option ${name}: this server has no channel ${id}`);
    if (allowed.length > 0 && !allowed.includes(CHANNEL_TYPES[channel.kind])) {
      throw new Error(`option ${name}: a ${channel.kind} channel is not offered`);
    }
    resolved.channels[id] = wireResolvedChannel(world, channel, user);
  } else if (option['type'] === TYPE.role) {
    const role = world.roles.get(id);
    if (role?.guildId !== user.guildId) throw new Error(`option ${name}: this server has no role ${id}`);
    resolved.roles[id] = wireRole(role);
  } else if (option['type'] === TYPE.user) {
    const other = world.users.get(id);
    if (!other) throw new Error(`option ${name}: there is no user ${id}`);
    const { user: _, deaf: __, mute: ___, ...member } = wireMember(world, other, user.guildId);
    resolved.users[id] = wireUser(other);
    resolved.members[id] = { ...member, permissions: String(other.permissions) };
  }
}
