import type { PressRoute } from '../../../domain/command.ts';

/** Discord's limit on `custom_id`, in UTF-16 code units. */
const CUSTOM_ID_CHARACTERS_MAX = 100;
const VERSION = 'v1';

/**
 * `v1:command:action:arg…`, everything a press needs to be understood after a restart. Null when it would be longer than
 * Discord takes; the button must then be shown disabled.
 * @param copy two parts of one message may lead to the same place, but Discord wants their ids to differ
 */
export function encodeRoute(route: PressRoute, copy = 0): string | null {
  const parts = [VERSION, route.command, route.action, ...route.args].map((part, index) =>
    index === 0 ? part : escapePart(part),
  );
  const id = parts.join(':') + (copy > 0 ? `~${copy}` : '');
  return id.length <= CUSTOM_ID_CHARACTERS_MAX ? id : null;
}

/** Null for what this version did not write: an older card, another program, or a forged id. */
export function decodeRoute(customId: string): PressRoute | null {
  if (customId.length > CUSTOM_ID_CHARACTERS_MAX) return null;
  const [version, ...escaped] = customId.replace(/~\d{1,2}$/, '').split(':');
  if (version !== VERSION) return null;
  const parts = escaped.map(unescapePart);
  if (parts.some((part) => part === null)) return null;
  const [command, action, ...args] = parts as string[];
  if (!command || !action) return null;
  return { command, action, args };
}

function escapePart(part: string): string {
  return part.replace(/[%:~]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function unescapePart(part: string): string | null {
  if (/%(?!25|3a|7e)/i.test(part) || part.includes('~')) return null;
  return part.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
