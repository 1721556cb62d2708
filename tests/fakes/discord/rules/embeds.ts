import type { FormErrors } from '../errors.ts';
import { asArray, asObject, asString } from '../../openapi/json.ts';
import type { JsonObject } from '../../openapi/json.ts';
import { isWebAddress } from './component-walk.ts';
import { LIMITS } from './limits.ts';

/** Classic embeds. Source: Discord's "Embed Limits". */
export function checkEmbeds(errors: FormErrors, embeds: readonly JsonObject[], files: ReadonlySet<string>): void {
  if (embeds.length > LIMITS.embeds) {
    errors.add(['embeds'], 'BASE_TYPE_MAX_LENGTH', `Must be ${LIMITS.embeds} or fewer in length.`);
  }
  let total = 0;
  for (const [i, embed] of embeds.entries()) {
    const path = ['embeds', i];
    const author = asObject(embed['author']);
    const footer = asObject(embed['footer']);
    errors.length([...path, 'title'], embed['title'], 0, 256);
    errors.length([...path, 'description'], embed['description'], 0, 4_096);
    errors.length([...path, 'author', 'name'], author['name'], 0, 256);
    errors.length([...path, 'footer', 'text'], footer['text'], 0, 2_048);
    total += [embed['title'], embed['description'], author['name'], footer['text']].map(asString).join('').length;
    total += checkFields(errors, asArray(embed['fields']), [...path, 'fields']);
    for (const key of ['image', 'thumbnail']) checkImage(errors, embed[key], [...path, key, 'url'], files);
    if (typeof embed['timestamp'] === 'string' && Number.isNaN(Date.parse(embed['timestamp']))) {
      errors.add([...path, 'timestamp'], 'DATE_TIME_TYPE_PARSE', 'Could not parse timestamp. Should be ISO8601.');
    }
  }
  if (total > LIMITS.embedTotalChars) {
    errors.add(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${LIMITS.embedTotalChars}`);
  }
}

/** Returns the characters that count towards the total. */
function checkFields(errors: FormErrors, fields: readonly unknown[], path: readonly (string | number)[]): number {
  if (fields.length > 25) errors.add(path, 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
  let chars = 0;
  for (const [i, value] of fields.entries()) {
    const field = asObject(value);
    errors.required([...path, i, 'name'], field['name'], 1, 256);
    errors.required([...path, i, 'value'], field['value'], 1, 1_024);
    chars += asString(field['name']).length + asString(field['value']).length;
  }
  return chars;
}

function checkImage(
  errors: FormErrors,
  image: unknown,
  path: readonly (string | number)[],
  files: ReadonlySet<string>,
): void {
  if (image === undefined || image === null) return;
  const url = asString(asObject(image)['url']);
  const fits = url.startsWith('attachment://') ? files.has(url.slice('attachment://'.length)) : isWebAddress(url);
  if (!fits) errors.add(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL or not an uploaded file.');
}
