import { readBounded } from '../../lib/read-bounded.ts';

export interface Answer {
  readonly ok: boolean;
  readonly status: number;
  /** Undefined for what is no JSON or too long. */
  readonly body: unknown;
}

const ANSWER_MS = 8_000;
const ANSWER_BYTES_MAX = 2 * 1024 * 1024;

/** One HTTP request, bounded in time and size. @throws what `fetch` throws */
export async function readJson(url: string, request: RequestInit): Promise<Answer> {
  const response = await fetch(url, { redirect: 'error', ...request, signal: AbortSignal.timeout(ANSWER_MS) });
  const bytes = await readBounded(response, ANSWER_BYTES_MAX);
  const { ok, status } = response;
  return { ok, status, body: bytes === null ? undefined : parse(Buffer.from(bytes).toString('utf8')) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // Whoever asked judges what is missing.
  }
}
