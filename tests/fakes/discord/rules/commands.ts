import { FormErrors } from '../errors.ts';
import { asArray, asObject, asString } from '../../openapi/json.ts';
import type { JsonObject } from '../../openapi/json.ts';

type Path = readonly (string | number)[];
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const SUBCOMMAND = 1;
const GROUP = 2;
const TOTAL_CHARS_MAX = 8_000;
const COMMANDS_MAX = 100;

/** A bulk overwrite. Source: Discord's "Application Commands" reference. */
export function checkCommands(commands: readonly JsonObject[], scope: 'global' | 'guild'): void {
  const errors = new FormErrors();
  if (commands.length > COMMANDS_MAX) {
    errors.add(
      [],
      'APPLICATION_COMMANDS_TOO_MANY',
      `Maximum number of application commands reached (${COMMANDS_MAX}).`,
    );
  }
  checkUnique(errors, commands, []);
  for (const [i, command] of commands.entries()) {
    checkNamed(errors, command, [i]);
    checkOptions(
      errors,
      asArray(command['options']).map(asObject),
      [i, 'options'],
      [SUBCOMMAND, GROUP, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    );
    if (sizeOf(command) > TOTAL_CHARS_MAX) {
      errors.add([i], 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${TOTAL_CHARS_MAX})`);
    }
    for (const key of ['contexts', 'integration_types']) {
      if (scope === 'guild' && command[key] !== undefined && command[key] !== null) {
        errors.add([i, key], 'APPLICATION_COMMAND_GLOBAL_ONLY', 'Only global commands have this field.');
      }
    }
  }
  errors.throwIfAny();
}

function checkNamed(errors: FormErrors, item: JsonObject, path: Path): void {
  const name = asString(item['name']);
  if (!NAME.test(name) || name !== name.toLowerCase()) {
    errors.add([...path, 'name'], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
  errors.required([...path, 'description'], item['description'], 1, 100);
}

function checkUnique(errors: FormErrors, items: readonly JsonObject[], path: Path): void {
  const names = new Set<unknown>();
  for (const [i, item] of items.entries()) {
    if (names.has(item['name'])) {
      errors.add([...path, i, 'name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Names must be unique');
    }
    names.add(item['name']);
  }
}

function checkOptions(
  errors: FormErrors,
  options: readonly JsonObject[],
  path: Path,
  allowed: readonly number[],
): void {
  if (options.length > 25) errors.add(path, 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
  checkUnique(errors, options, path);
  const groups = options.filter((option) => option['type'] === SUBCOMMAND || option['type'] === GROUP).length;
  if (groups > 0 && groups < options.length) {
    errors.add(
      path,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    );
  }
  let optionalSeen = false;
  for (const [i, option] of options.entries()) {
    const at = [...path, i];
    const type = Number(option['type']);
    checkNamed(errors, option, at);
    if (!allowed.includes(type)) {
      errors.add([...at, 'type'], 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`);
    }
    if (option['required'] === true && optionalSeen) {
      errors.add(
        at,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    }
    if (type > GROUP && option['required'] !== true) optionalSeen = true;
    checkChoices(errors, option, at);
    const nested = asArray(option['options']).map(asObject);
    if (type === GROUP) checkOptions(errors, nested, [...at, 'options'], [SUBCOMMAND]);
    if (type === SUBCOMMAND) checkOptions(errors, nested, [...at, 'options'], [3, 4, 5, 6, 7, 8, 9, 10, 11]);
  }
}

function checkChoices(errors: FormErrors, option: JsonObject, path: Path): void {
  const choices = asArray(option['choices']).map(asObject);
  if (choices.length > 25) errors.add([...path, 'choices'], 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
  if (choices.length > 0 && option['autocomplete'] === true) {
    errors.add(
      [...path, 'autocomplete'],
      'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES',
      'Autocomplete excludes fixed choices',
    );
  }
  for (const [i, choice] of choices.entries()) {
    errors.required([...path, 'choices', i, 'name'], choice['name'], 1, 100);
    if (option['type'] === 3) errors.required([...path, 'choices', i, 'value'], choice['value'], 0, 100);
    else if (typeof choice['value'] !== 'number') {
      errors.add([...path, 'choices', i, 'value'], 'NUMBER_TYPE_COERCE', 'Value is not a number.');
    }
  }
}

function sizeOf(item: JsonObject): number {
  const own =
    asString(item['name']).length +
    asString(item['description']).length +
    (typeof item['value'] === 'string' ? item['value'].length : 0);
  return [...asArray(item['options']), ...asArray(item['choices'])].reduce<number>(
    (sum, child) => sum + sizeOf(asObject(child)),
    own,
  );
}
