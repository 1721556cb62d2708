import { OutageError } from '../../../lib/outage-error.ts';
import { readBounded } from '../../../lib/read-bounded.ts';
import { VERSION } from '../../../lib/version.ts';
import { TimeoutError, withTimeout } from '../../../lib/with-timeout.ts';

/** Bounded: each is a sentence in the health report. */
export type EmoteFailure = 'unreachable' | 'timeout' | 'busy' | 'refused' | 'broken' | 'too-large' | 'malformed';

/** A provider did not give what it was asked for. */
export class EmoteError extends OutageError {
  override readonly name = 'EmoteError';
  readonly reason: EmoteFailure;
  /** How long the provider wants to be left alone, where it says so. */
  readonly retryAfterMs: number;

  constructor(reason: EmoteFailure, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }

  /** The provider as a whole is in trouble, not this one set. */
  get isOutage(): boolean {
    return this.reason !== 'malformed' && this.reason !== 'too-large' && this.reason !== 'refused';
  }
}

export interface AskOptions {
  readonly timeoutMs: number;
  readonly bytesMax: number;
  readonly signal: AbortSignal;
}

/** As the providers ask of programs that are no browsers. */
export const USER_AGENT = `Hypewire/${VERSION} (Twitch chat bot; reads emote names)`;
/** Nobody is taken at their word for longer. */
const retryAfterMsMax = 30 * 60_000;

/** The JSON at `url`, or null where there is none (404). @throws EmoteError, or the signal's reason when it aborts */
export async function askJson(url: string, { timeoutMs, bytesMax, signal }: AskOptions): Promise<unknown> {
  const { host } = new URL(url);
  try {
    return await withTimeout(`asking ${host}`, timeoutMs, signal, async (bounded) => {
      const headers = { accept: 'application/json', 'user-agent': USER_AGENT };
      const response = await fetch(url, { headers, signal: bounded });
      if (!response.ok) {
        await response.body?.cancel();
        return refusal(host, response);
      }
      const bytes = await readBounded(response, bytesMax);
      if (bytes === null) throw new EmoteError('too-large', `${host} answered with more than ${bytesMax} bytes`);
      return parse(host, bytes);
    });
  } catch (error) {
    if (signal.aborted || error instanceof EmoteError) throw error;
    if (error instanceof TimeoutError) throw new EmoteError('timeout', error.message, { cause: error });
    throw new EmoteError('unreachable', `${host} cannot be reached`, { cause: error });
  }
}

/** Null for what is simply not there. @throws EmoteError for any other refusal */
function refusal(host: string, { status, headers }: Response): null {
  if (status === 404) return null;
  const message = `${host} answered ${status}`;
  if (status === 429) {
    const seconds = Number(headers.get('retry-after'));
    const retryAfterMs = Number.isFinite(seconds) ? Math.min(Math.max(0, seconds * 1_000), retryAfterMsMax) : 0;
    throw new EmoteError('busy', message, { retryAfterMs });
  }
  throw new EmoteError(status >= 500 ? 'broken' : 'refused', message);
}

function parse(host: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch (error) {
    throw new EmoteError('malformed', `${host} answered with something that is no JSON`, { cause: error });
  }
}
