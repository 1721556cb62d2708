import { asArray, asObject, asString, isObject } from '../../openapi/json.ts';
import type { JsonObject } from '../../openapi/json.ts';
import type { FakeMessage } from '../model.ts';
import { speakingText } from '../rules/mentions.ts';

/** Every component of a message, parents before children. */
export function componentsOf(message: FakeMessage): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const visit = (value: unknown): void => {
    const component = asObject(value);
    found.push(component);
    for (const child of asArray(component['components'])) visit(child);
    if (isObject(component['accessory'])) visit(component['accessory']);
  };
  for (const component of message.components) visit(component);
  return found;
}

/** All a reader sees as text: the content, embeds' titles and descriptions and fields, and every Text Display. */
export function textOf(message: FakeMessage): string {
  const embeds = message.embeds.flatMap((embed) => [
    embed['title'],
    embed['description'],
    ...asArray(embed['fields']).flatMap((field) => [asObject(field)['name'], asObject(field)['value']]),
  ]);
  return [speakingText(message.content, message.components), ...embeds.map(asString)]
    .filter((text) => text !== '')
    .join('\n');
}

/** @throws Error for what a user could not press */
export function findButton(message: FakeMessage, idOrLabel: string): JsonObject {
  const buttons = componentsOf(message).filter((component) => component['type'] === 2);
  const button = buttons.find((candidate) => candidate['custom_id'] === idOrLabel || candidate['label'] === idOrLabel);
  if (!button) {
    throw new Error(
      `the message has no button ${idOrLabel}; it has: ${buttons.map((known) => asString(known['label'])).join(', ') || 'none'}`,
    );
  }
  if (button['style'] === 5) throw new Error(`${idOrLabel} is a link: it opens ${asString(button['url'])}`);
  if (button['disabled'] === true) throw new Error(`the button ${idOrLabel} is disabled`);
  return button;
}

/** @throws Error for a select or values a user could not choose */
export function findSelect(message: FakeMessage, idOrPlaceholder: string, values: readonly string[]): JsonObject {
  const selects = componentsOf(message).filter((component) => [3, 5, 6, 7, 8].includes(Number(component['type'])));
  const select = selects.find(
    (candidate) => candidate['custom_id'] === idOrPlaceholder || candidate['placeholder'] === idOrPlaceholder,
  );
  if (!select) throw new Error(`the message has no select ${idOrPlaceholder}`);
  if (select['disabled'] === true) throw new Error(`the select ${idOrPlaceholder} is disabled`);
  const [min, max] = [Number(select['min_values'] ?? 1), Number(select['max_values'] ?? 1)];
  if (values.length < min || values.length > max) {
    throw new Error(`the select takes ${min} to ${max} values, not ${values.length}`);
  }
  const offered = asArray(select['options']).map((option) => asObject(option)['value']);
  for (const value of values) {
    if (select['type'] === 3 && !offered.includes(value)) throw new Error(`the select does not offer ${value}`);
  }
  return select;
}
