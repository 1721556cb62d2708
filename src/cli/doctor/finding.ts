import { clip, stripInvisible } from '../../lib/markdown.ts';

/** One line of the doctor's report. */
export interface Finding {
  /** `bad` is something to fix; `off` is not in use or could not be told. */
  readonly state: 'ok' | 'bad' | 'off';
  readonly name: string;
  /** What is so and, where it is bad, what to do about it. */
  readonly text: string;
}

export const ok = (name: string, text: string): Finding => ({ state: 'ok', name, text });
export const bad = (name: string, text: string): Finding => ({ state: 'bad', name, text });
export const off = (name: string, text: string): Finding => ({ state: 'off', name, text });

const MARKS = { ok: '✔', bad: '✘', off: '–' } as const;
const NAME_WIDTH = 14;
const TEXT_MAX = 600;
/** Shorter values would blank out ordinary words. */
const SECRET_LENGTH_MIN = 6;
const USER_AND_PASSWORD = /\/\/[^/\s@]+@/g;

/**
 * As one line for a terminal: without anything a terminal would obey, and without the secrets, should one have found its
 * way into a message of a library or a server.
 */
export function renderFinding({ state, name, text }: Finding, secrets: readonly string[]): string {
  const clean = clip(stripInvisible(withoutSecrets(text, secrets)), TEXT_MAX);
  return `${MARKS[state]} ${name.padEnd(NAME_WIDTH)} ${clean}`;
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  const shown = text.replaceAll(USER_AND_PASSWORD, '//[redacted]@');
  return secrets
    .filter((secret) => secret.length >= SECRET_LENGTH_MIN)
    .reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), shown);
}

/** An address for people: without user name, password and query, where secrets may stand. */
export function shownAddress(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}

/** Why something on the network failed, in a few words. */
export function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time';
  const cause = error.cause;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : error.message;
}
