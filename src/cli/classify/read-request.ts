import type { RateableText } from '../../domain/ports/models.ts';

/** Longest text, in UTF-16 units: 20 times what Twitch allows. */
export const TEXT_CHARS_MAX = 10_000;
export const EMOTES_MAX = 1_000;

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One line of input: a message, or what is wrong with it. `id` is whatever the sender wants back. */
export type ClassifyRequest =
  | { readonly kind: 'message'; readonly line: number; readonly id: Json | undefined; readonly message: RateableText }
  | { readonly kind: 'problem'; readonly line: number; readonly id: Json | undefined; readonly problem: string };

const NO_EMOTES: readonly string[] = [];

export function readRequest(text: string, line: number): ClassifyRequest {
  let parsed: Json;
  try {
    parsed = JSON.parse(text) as Json;
  } catch {
    return problem(line, 'this line is no JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || isList(parsed))
    return problem(line, 'this line is no object like {"text":"…"}');
  // Own properties only: "__proto__" and its like name nothing.
  const field = (name: string): Json | undefined => (Object.hasOwn(parsed, name) ? parsed[name] : undefined);
  const id = field('id');
  const message = field('text');
  if (typeof message !== 'string') return problem(line, '"text" must be a string', id);
  if (message.length > TEXT_CHARS_MAX) return problem(line, `"text" is longer than ${TEXT_CHARS_MAX} characters`, id);
  const emotes = field('emotes');
  if (emotes === undefined || emotes === null)
    return { kind: 'message', line, id, message: { text: message, emotes: NO_EMOTES } };
  if (!isList(emotes) || emotes.length > EMOTES_MAX || !isNames(emotes))
    return problem(line, `"emotes" must be a list of at most ${EMOTES_MAX} names`, id);
  return { kind: 'message', line, id, message: { text: message, emotes } };
}

export function problem(line: number, sentence: string, id?: Json): ClassifyRequest {
  return { kind: 'problem', line, id, problem: sentence };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isNames(values: readonly Json[]): values is readonly string[] {
  return values.every((value) => typeof value === 'string');
}
