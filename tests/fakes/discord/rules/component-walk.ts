import type { FormErrors } from '../errors.ts';
import { asObject } from '../../openapi/json.ts';
import { LIMITS } from './limits.ts';

export type Path = readonly (string | number)[];

/** What is summed up over all components of one message. */
export interface Walk {
  readonly errors: FormErrors;
  /** Names that `attachment://` may refer to. */
  readonly files: ReadonlySet<string>;
  readonly customIds: Set<string>;
  readonly ids: Set<number>;
  components: number;
  textChars: number;
  textBytes: number;
}

/** Counts the component and checks what all kinds have in common: the optional number that names it. */
export function enter(walk: Walk, value: unknown, path: Path): void {
  walk.components++;
  const id = asObject(value)['id'];
  if (typeof id !== 'number' || id === 0) return;
  if (walk.ids.has(id)) {
    walk.errors.add([...path, 'id'], 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
  }
  walk.ids.add(id);
}

export function checkCustomId(walk: Walk, value: unknown, path: Path): void {
  walk.errors.required([...path, 'custom_id'], value, 1, LIMITS.customIdChars);
  if (typeof value !== 'string') return;
  if (walk.customIds.has(value)) {
    walk.errors.add(
      [...path, 'custom_id'],
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Component custom id cannot be duplicated',
    );
  }
  walk.customIds.add(value);
}

/** An `http`/`https` address or an uploaded file. */
export function checkMedia(walk: Walk, media: unknown, path: Path, only: 'any' | 'upload'): void {
  const url = asObject(media)['url'];
  const at = [...path, 'url'];
  if (typeof url !== 'string') return walk.errors.add(at, 'BASE_TYPE_REQUIRED', 'This field is required');
  if (url.startsWith('attachment://')) {
    if (!walk.files.has(url.slice('attachment://'.length))) {
      walk.errors.add(
        at,
        'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
        `The referenced attachment ${url} was not found`,
      );
    }
  } else if (only === 'upload' || !isWebAddress(url)) {
    walk.errors.add(at, 'URL_TYPE_INVALID_SCHEME', `Scheme of "${url.slice(0, 40)}" is not supported here.`);
  }
}

export function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s/]+/i.test(url) && URL.canParse(url);
}
