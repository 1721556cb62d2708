import { asArray, asNumber, asObject, asString } from '../../openapi/json.ts';
import type { JsonObject } from '../../openapi/json.ts';
import { checkCustomId, enter, isWebAddress } from './component-walk.ts';
import type { Path, Walk } from './component-walk.ts';
import { LIMITS } from './limits.ts';

const BUTTON = 2;
const LINK_STYLE = 5;
const STRING_SELECT = 3;
const SELECTS: readonly unknown[] = [3, 5, 6, 7, 8];

/** Up to five buttons, or one select. */
export function checkActionRow(walk: Walk, row: JsonObject, path: Path): void {
  const children = asArray(row['components']);
  const at = [...path, 'components'];
  const selects = children.filter((child) => SELECTS.includes(asObject(child)['type'])).length;
  if (children.length < 1 || children.length > LIMITS.rowButtons) {
    walk.errors.add(at, 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${LIMITS.rowButtons} in length.`);
  }
  if (selects > 0 && children.length > 1) {
    walk.errors.add(at, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'A select takes the whole row.');
  }
  for (const [i, value] of children.entries()) {
    const child = asObject(value);
    enter(walk, child, [...at, i]);
    if (child['type'] === BUTTON) checkButton(walk, child, [...at, i]);
    else if (SELECTS.includes(child['type'])) checkSelect(walk, child, [...at, i]);
    else {
      walk.errors.add(
        [...at, i, 'type'],
        'UNION_TYPE_CHOICES',
        'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).',
      );
    }
  }
}

export function checkButton(walk: Walk, button: JsonObject, path: Path): void {
  const { errors } = walk;
  const style = asNumber(button['style']);
  if (![1, 2, 3, 4, LINK_STYLE].includes(style)) {
    errors.add([...path, 'style'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3, 4, 5}.');
  }
  errors.length([...path, 'label'], button['label'], 1, LIMITS.labelChars);
  if (!button['label'] && !button['emoji']) {
    errors.add(path, 'BUTTON_COMPONENT_EMPTY', 'A button needs a label or an emoji');
  }
  if (style !== LINK_STYLE) {
    if (button['url'] !== undefined && button['url'] !== null) {
      errors.add([...path, 'url'], 'BUTTON_COMPONENT_URL_NOT_ALLOWED', 'Only link buttons have a url');
    }
    return checkCustomId(walk, button['custom_id'], path);
  }
  if (button['custom_id'] !== undefined && button['custom_id'] !== null) {
    errors.add(
      [...path, 'custom_id'],
      'BUTTON_COMPONENT_CUSTOM_ID_AND_URL',
      'A custom id and url cannot both be specified',
    );
  }
  errors.required([...path, 'url'], button['url'], 1, LIMITS.linkChars);
  if (!isWebAddress(asString(button['url']))) {
    errors.add([...path, 'url'], 'URL_TYPE_INVALID_SCHEME', "Scheme must be one of ('http', 'https').");
  }
}

function checkSelect(walk: Walk, select: JsonObject, path: Path): void {
  const { errors } = walk;
  checkCustomId(walk, select['custom_id'], path);
  errors.length([...path, 'placeholder'], select['placeholder'], 0, LIMITS.placeholderChars);
  const min = typeof select['min_values'] === 'number' ? select['min_values'] : 1;
  const max = typeof select['max_values'] === 'number' ? select['max_values'] : 1;
  if (min < 0 || min > LIMITS.selectOptions) {
    errors.add([...path, 'min_values'], 'NUMBER_TYPE_MAX', 'int value should be between 0 and 25.');
  }
  if (max < 1 || max > LIMITS.selectOptions || max < min) {
    errors.add([...path, 'max_values'], 'NUMBER_TYPE_MAX', 'int value should be between max(1, min_values) and 25.');
  }
  if (select['type'] === STRING_SELECT) checkOptions(walk, asArray(select['options']), [...path, 'options'], max);
}

function checkOptions(walk: Walk, options: readonly unknown[], path: Path, maxValues: number): void {
  const { errors } = walk;
  if (options.length < 1 || options.length > LIMITS.selectOptions) {
    errors.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${LIMITS.selectOptions} in length.`);
  }
  if (maxValues > options.length) {
    errors.add(path, 'SELECT_COMPONENT_MAX_VALUES', 'There are fewer options than max_values.');
  }
  const values = new Set<unknown>();
  for (const [i, value] of options.entries()) {
    const option = asObject(value);
    errors.required([...path, i, 'label'], option['label'], 1, LIMITS.selectTextChars);
    errors.required([...path, i, 'value'], option['value'], 1, LIMITS.selectTextChars);
    errors.length([...path, i, 'description'], option['description'], 1, LIMITS.selectTextChars);
    if (values.has(option['value'])) {
      errors.add(
        [...path, i, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      );
    }
    values.add(option['value']);
  }
}
