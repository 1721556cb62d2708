import type { JsonObject } from '../openapi/json.ts';

/** Discord's errors the fake can answer with: HTTP status, JSON code, message. Source: Discord's "JSON Error Codes". */
const KNOWN = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  methodNotAllowed: [405, 0, '405: Method Not Allowed'],
  badJson: [400, 50109, 'The request body contains invalid JSON.'],
  internal: [500, 0, '500: Internal Server Error'],
  noUserAgent: [403, 40333, 'internal network error'],
  tooLarge: [413, 40005, 'Request entity too large'],
  unknownApplication: [404, 10002, 'Unknown Application'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  alreadyCrossposted: [400, 40033, 'This message has already been crossposted.'],
  tagRequired: [400, 40067, 'A tag is required to create a forum post in this channel'],
  tooManyOldEdits: [429, 30046, 'Maximum number of edits to messages older than 1 hour reached. Try again later.'],
  missingAccess: [403, 50001, 'Missing Access'],
  notAuthor: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  nonText: [400, 50008, 'Cannot send messages in a non-text channel'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  badToken: [401, 50027, 'Invalid Webhook Token'],
  wrongChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  archived: [400, 50083, 'Thread is archived'],
  threadExists: [400, 160004, 'A thread has already been created for this message'],
} as const satisfies Record<string, readonly [number, number, string]>;

/** A refusal as Discord words it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly body: JsonObject;

  constructor(status: number, body: JsonObject) {
    super(JSON.stringify(body));
    this.status = status;
    this.body = body;
  }
}

export function apiError(kind: keyof typeof KNOWN): ApiError {
  const [status, code, message] = KNOWN[kind];
  return new ApiError(status, { message, code });
}

type Path = readonly (string | number)[];

/** Gathers the faults of one body, then refuses it with 50035 and Discord's nested `errors`. */
export class FormErrors {
  readonly #faults: { readonly path: Path; readonly code: string; readonly message: string }[] = [];

  add(path: Path, code: string, message: string): void {
    this.#faults.push({ path, code, message });
  }

  /** Adds a fault unless the value is absent (null counts as absent) or of a length within the bounds. */
  length(path: Path, value: unknown, min: number, max: number): void {
    if (value === undefined || value === null) return;
    if (typeof value !== 'string') this.add(path, 'STRING_TYPE_CONVERT', 'Only strings are accepted.');
    else if (value.length < min || value.length > max) {
      this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
    }
  }

  required(path: Path, value: unknown, min: number, max: number): void {
    if (value === undefined || value === null) this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
    else this.length(path, value, min, max);
  }

  throwIfAny(): void {
    if (this.#faults.length === 0) return;
    const errors: Record<string, unknown> = {};
    for (const { path, code, message } of this.#faults) {
      let node = errors;
      for (const part of path) node = (node[part] ??= {}) as Record<string, unknown>;
      ((node['_errors'] ??= []) as unknown[]).push({ code, message });
    }
    throw new ApiError(400, { message: 'Invalid Form Body', code: 50035, errors });
  }
}
