import { pino, stdTimeFunctions, type Logger } from 'pino';
import type { LogLevel } from '../lib/log-levels.ts';

export type { Logger } from 'pino';

/** Names under which a secret could slip into a log line; their values are replaced wherever they stand. */
const SECRET_NAMES = [
  'token',
  'accessToken',
  'refreshToken',
  'clientSecret',
  'apiKey',
  'password',
  'authorization',
  'Authorization',
];

/**
 * The only place that makes loggers. Lines are JSON objects on stderr (stdout belongs to the program's own output):
 * an object first, then a constant message. The error field is always called `error`.
 */
export function createLogger(level: LogLevel, destination: NodeJS.WritableStream = process.stderr): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: (value: unknown) => describeError(value) },
      redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    },
    destination as unknown as NodeJS.WriteStream,
  );
}

/** Message and causes for the log; the stack only for what looks like a bug. Request bodies are never included. */
function describeError(value: unknown): Record<string, unknown> {
  if (!(value instanceof Error)) return { message: String(value) };
  const described: Record<string, unknown> = { name: value.name, message: redactSecrets(value.message) };
  if ('code' in value) described['code'] = value.code;
  if (value.stack !== undefined) described['stack'] = redactSecrets(value.stack).split('\n').slice(1, 8).join('\n');
  if (value.cause !== undefined) described['cause'] = describeError(value.cause);
  return described;
}

/** Tokens also travel inside URLs and messages: Twitch puts the client secret into a query string. */
export function redactSecrets(text: string): string {
  return text
    .replace(/((?:client_secret|access_token|refresh_token|token|api_key)=)[^&\s"']+/gi, '$1[redacted]')
    .replace(/\b(oauth:|Bearer |Bot |OAuth )[A-Za-z0-9._-]{8,}/g, '$1[redacted]');
}
