import { ApiError } from '../errors.ts';
import type { FormErrors } from '../errors.ts';
import { asArray, asObject, asString } from '../../openapi/json.ts';
import type { JsonObject } from '../../openapi/json.ts';
import { checkMedia, enter } from './component-walk.ts';
import type { Path, Walk } from './component-walk.ts';
import { checkActionRow, checkButton } from './interactive.ts';
import { LIMITS } from './limits.ts';

type Check = (walk: Walk, component: JsonObject, path: Path) => void;

/** Layout components by type number. */
const LAYOUT: Readonly<Record<number, Check>> = {
  1: checkActionRow,
  9: checkSection,
  10: checkText,
  12: checkGallery,
  13: (walk, file, path) => checkMedia(walk, file['file'], [...path, 'file'], 'upload'),
  14: checkSeparator,
  17: checkContainer,
};
const TOP_LEVEL = [1, 9, 10, 12, 13, 14, 17];
const IN_CONTAINER = [1, 9, 10, 12, 13, 14];

/** All components of a Components V2 message. @throws ApiError 500 for the processed size Discord fails on */
export function checkV2Components(
  errors: FormErrors,
  components: readonly JsonObject[],
  files: ReadonlySet<string>,
): void {
  const walk = newWalk(errors, files);
  checkChildren(walk, components, ['components'], TOP_LEVEL);
  if (walk.components > LIMITS.componentsTotal) {
    errors.add(
      ['components'],
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `Total number of components must be <= ${LIMITS.componentsTotal}`,
    );
  }
  if (walk.textChars > LIMITS.textTotalChars) {
    errors.add(
      ['components'],
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `Total displayable text size exceeds the maximum of ${LIMITS.textTotalChars}`,
    );
  }
  errors.throwIfAny();
  if (walk.textBytes > LIMITS.textTotalBytes) {
    throw new ApiError(500, { message: '500: Internal Server Error', code: 0 });
  }
}

/** Without the flag only rows of buttons and selects exist. */
export function checkLegacyComponents(errors: FormErrors, components: readonly JsonObject[]): void {
  const walk = newWalk(errors, new Set());
  if (components.length > LIMITS.legacyRows) {
    errors.add(['components'], 'BASE_TYPE_MAX_LENGTH', `Must be ${LIMITS.legacyRows} or fewer in length.`);
  }
  checkChildren(walk, components, ['components'], [1]);
}

function newWalk(errors: FormErrors, files: ReadonlySet<string>): Walk {
  return { errors, files, customIds: new Set(), ids: new Set(), components: 0, textChars: 0, textBytes: 0 };
}

function checkChildren(walk: Walk, children: readonly unknown[], path: Path, allowed: readonly number[]): void {
  for (const [i, value] of children.entries()) {
    const component = asObject(value);
    const type = component['type'];
    enter(walk, component, [...path, i]);
    if (typeof type === 'number' && allowed.includes(type)) LAYOUT[type]?.(walk, component, [...path, i]);
    else {
      walk.errors.add(
        [...path, i, 'type'],
        'UNION_TYPE_CHOICES',
        `Value of field "type" must be one of (${allowed.join(', ')}).`,
      );
    }
  }
}

function checkText(walk: Walk, text: JsonObject, path: Path): void {
  const content = asString(text['content']);
  walk.errors.required([...path, 'content'], text['content'], 1, LIMITS.textTotalChars);
  if (content !== '' && content.trim() === '') {
    walk.errors.add([...path, 'content'], 'BASE_TYPE_REQUIRED', 'This field is required');
  }
  walk.textChars += content.length;
  walk.textBytes += Buffer.byteLength(content) + LIMITS.textOverheadBytes;
}

function checkSection(walk: Walk, section: JsonObject, path: Path): void {
  const texts = asArray(section['components']);
  if (texts.length < 1 || texts.length > LIMITS.sectionTexts) {
    walk.errors.add(
      [...path, 'components'],
      'BASE_TYPE_BAD_LENGTH',
      `Must be between 1 and ${LIMITS.sectionTexts} in length.`,
    );
  }
  checkChildren(walk, texts, [...path, 'components'], [10]);
  const accessory = asObject(section['accessory']);
  const at = [...path, 'accessory'];
  enter(walk, accessory, at);
  if (accessory['type'] === 2) checkButton(walk, accessory, at);
  else if (accessory['type'] === 11) checkThumbnail(walk, accessory, at);
  else walk.errors.add(at, 'UNION_TYPE_CHOICES', 'A section needs a button or a thumbnail.');
}

function checkThumbnail(walk: Walk, thumbnail: JsonObject, path: Path): void {
  checkMedia(walk, thumbnail['media'], [...path, 'media'], 'any');
  walk.errors.length([...path, 'description'], thumbnail['description'], 1, LIMITS.altTextChars);
}

function checkGallery(walk: Walk, gallery: JsonObject, path: Path): void {
  const items = asArray(gallery['items']);
  if (items.length < 1 || items.length > LIMITS.galleryItems) {
    walk.errors.add(
      [...path, 'items'],
      'BASE_TYPE_BAD_LENGTH',
      `Must be between 1 and ${LIMITS.galleryItems} in length.`,
    );
  }
  for (const [i, item] of items.entries()) checkThumbnail(walk, asObject(item), [...path, 'items', i]);
}

function checkSeparator(walk: Walk, separator: JsonObject, path: Path): void {
  const spacing = separator['spacing'];
  if (spacing !== undefined && spacing !== null && spacing !== 1 && spacing !== 2) {
    walk.errors.add([...path, 'spacing'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.');
  }
}

function checkContainer(walk: Walk, container: JsonObject, path: Path): void {
  const accent = container['accent_color'];
  if (
    accent !== undefined &&
    accent !== null &&
    !(Number.isInteger(accent) && Number(accent) >= 0 && Number(accent) <= LIMITS.accentMax)
  ) {
    walk.errors.add(
      [...path, 'accent_color'],
      'NUMBER_TYPE_MAX',
      `int value should be between 0 and ${LIMITS.accentMax}.`,
    );
  }
  const children = asArray(container['components']);
  if (children.length === 0) {
    walk.errors.add([...path, 'components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 40 in length.');
  }
  checkChildren(walk, children, [...path, 'components'], IN_CONTAINER);
}
