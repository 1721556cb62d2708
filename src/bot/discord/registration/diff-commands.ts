import type { CommandJson } from './command-json.ts';

/** What a registration would change, by command name. */
export interface CommandDiff {
  readonly added: readonly string[];
  readonly changed: readonly { readonly name: string; readonly fields: readonly string[] }[];
  readonly removed: readonly string[];
  readonly same: readonly string[];
}

/** Fields of ours that decide whether a command is the same; Discord adds others of its own. */
const FIELDS = ['description', 'options', 'default_member_permissions', 'contexts', 'integration_types'] as const;
const OPTION_FIELDS = [
  'required',
  'autocomplete',
  'choices',
  'min_value',
  'max_value',
  'min_length',
  'max_length',
  'channel_types',
  'options',
] as const;

/**
 * @param registered as Discord lists them
 * @param wanted as we would register them; what they leave out is not compared
 */
export function diffCommands(registered: readonly unknown[], wanted: readonly CommandJson[]): CommandDiff {
  const known = new Map(registered.map((command) => [String(record(command)['name']), record(command)] as const));
  const compared = wanted.map((command) => {
    const other = known.get(command.name);
    const fields =
      other === undefined
        ? null
        : FIELDS.filter((field) => field in command && plain(field, command[field]) !== plain(field, other[field]));
    return { name: command.name, fields };
  });
  const names = new Set(wanted.map((command) => command.name));
  return {
    added: compared.filter(({ fields }) => fields === null).map(({ name }) => name),
    changed: compared.flatMap(({ name, fields }) => (fields !== null && fields.length > 0 ? [{ name, fields }] : [])),
    removed: [...known.keys()].filter((name) => !names.has(name)),
    same: compared.filter(({ fields }) => fields?.length === 0).map(({ name }) => name),
  };
}

export function isEmptyDiff(diff: CommandDiff): boolean {
  return diff.added.length + diff.changed.length + diff.removed.length === 0;
}

/** One line a command that is not the same. */
export function describeDiff(diff: CommandDiff): readonly string[] {
  return [
    ...diff.added.map((name) => `+ /${name} is new`),
    ...diff.changed.map(
      ({ name, fields }) => `~ /${name} changes: ${fields.map((field) => field.replaceAll('_', ' ')).join(', ')}`,
    ),
    ...diff.removed.map((name) => `- /${name} is removed`),
  ];
}

/** Equal texts for values that mean the same: Discord fills in defaults, reorders sets and spells numbers as text. */
function plain(field: string, value: unknown): string {
  if (field === 'default_member_permissions')
    return value === null || value === undefined ? 'null' : `${value as string | number}`;
  if (field === 'options') return JSON.stringify(list(value).map(plainOption));
  return JSON.stringify(list(value ?? []).toSorted()) + (typeof value === 'string' ? value : '');
}

function plainOption(value: unknown): Record<string, unknown> {
  const option = record(value);
  const fields = OPTION_FIELDS.map((field) => [field, plainOptionField(field, option[field])] as const);
  return {
    type: option['type'],
    name: option['name'],
    description: option['description'],
    ...Object.fromEntries(fields),
  };
}

function plainOptionField(field: (typeof OPTION_FIELDS)[number], value: unknown): unknown {
  switch (field) {
    case 'required':
    case 'autocomplete':
      return value === true;
    case 'choices':
      return list(value).map((choice) => [record(choice)['name'], record(choice)['value']]);
    case 'channel_types':
      return list(value).toSorted();
    case 'options':
      return list(value).map(plainOption);
    default:
      return value ?? null;
  }
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
