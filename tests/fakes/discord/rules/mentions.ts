import type { FormErrors } from '../errors.ts';
import { asArray, asObject, asString, isObject } from '../../openapi/json.ts';
import type { JsonObject } from '../../openapi/json.ts';
import { botPermissions, PERMISSIONS } from '../permissions.ts';
import type { FakeChannel, Pings } from '../model.ts';
import type { World } from '../world.ts';
import { LIMITS } from './limits.ts';

export function checkAllowedMentions(errors: FormErrors, value: unknown): void {
  if (!isObject(value)) return;
  const parse = asArray(value['parse']);
  for (const [i, kind] of parse.entries()) {
    if (!['roles', 'users', 'everyone'].includes(asString(kind))) {
      errors.add(
        ['allowed_mentions', 'parse', i],
        'BASE_TYPE_CHOICES',
        "Value must be one of ('roles', 'users', 'everyone').",
      );
    }
  }
  for (const kind of ['roles', 'users']) {
    const ids = asArray(value[kind]);
    if (ids.length > LIMITS.mentionIds) {
      errors.add(
        ['allowed_mentions', kind],
        'BASE_TYPE_MAX_LENGTH',
        `Must be ${LIMITS.mentionIds} or fewer in length.`,
      );
    }
    if (ids.length > 0 && parse.includes(kind)) {
      errors.add(
        ['allowed_mentions'],
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      );
    }
  }
}

/**
 * Who is notified. Without `allowed_mentions` a bot's message parses everything and an interaction's only users; a role
 * pings when it is mentionable or the bot may mention everyone. Source: Discord's "Allowed Mentions Object".
 */
export function pingsOf(
  world: World,
  channel: FakeChannel,
  text: string,
  allowed: unknown,
  from: 'bot' | 'interaction',
): Pings {
  const spoken = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
  const mayEveryone = Boolean(botPermissions(world, channel) & PERMISSIONS.MentionEveryone);
  const rules = isObject(allowed) ? allowed : { parse: from === 'bot' ? ['roles', 'users', 'everyone'] : ['users'] };
  const parses = (kind: string): boolean => asArray(rules['parse']).includes(kind);
  const passes = (kind: string, id: string): boolean => parses(kind) || asArray(rules[kind]).includes(id);
  const roles = idsIn(spoken, /<@&(\d+)>/g).filter(
    (id) =>
      passes('roles', id) &&
      world.roles.get(id)?.guildId === channel.guildId &&
      (mayEveryone || world.roles.get(id)?.mentionable),
  );
  const users = idsIn(spoken, /<@!?(\d+)>/g).filter((id) => passes('users', id) && world.users.has(id));
  return { everyone: /@(everyone|here)/.test(spoken) && parses('everyone') && mayEveryone, roles, users };
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
}

/** The text that can mention: the content and every Text Display, but no embed. */
export function speakingText(content: string, components: readonly JsonObject[]): string {
  const texts: string[] = [content];
  const visit = (node: unknown): void => {
    const component = asObject(node);
    if (component['type'] === 10) texts.push(asString(component['content']));
    for (const child of asArray(component['components'])) visit(child);
  };
  for (const component of components) visit(component);
  return texts.filter((text) => text !== '').join('\n');
}
