import type { IncomingMessage } from 'node:http';
import { apiError } from '../errors.ts';
import type { RecordedRequest, UploadedFile } from '../model.ts';
import { LIMITS } from '../rules/limits.ts';

const BASE = '/api/v10';

/**
 * Reads and parses a request to the REST interface. `problem` is the refusal a broken body earns; the request is
 * recorded all the same.
 */
export async function readRequest(
  incoming: IncomingMessage,
  at: number,
): Promise<{ readonly request: RecordedRequest; readonly problem: Error | null }> {
  const url = new URL(incoming.url ?? '/', 'http://fake');
  const contentType = incoming.headers['content-type'] ?? null;
  const bytes = await readBytes(incoming);
  let json: unknown = undefined;
  let files: readonly UploadedFile[] = [];
  let problem: Error | null = null;
  try {
    if (bytes === null) throw apiError('tooLarge');
    if (contentType?.startsWith('multipart/form-data')) ({ json, files } = await parseMultipart(bytes, contentType));
    else if (bytes.length > 0) json = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    problem = error instanceof SyntaxError || error instanceof TypeError ? apiError('badJson') : (error as Error);
  }
  const request: RecordedRequest = {
    at,
    method: incoming.method ?? 'GET',
    path: url.pathname.startsWith(`${BASE}/`) ? url.pathname.slice(BASE.length) : url.pathname,
    query: url.searchParams,
    headers: {
      authorization: incoming.headers.authorization ?? null,
      userAgent: incoming.headers['user-agent'] ?? null,
      contentType,
    },
    json,
    files,
    status: null,
  };
  return { request, problem };
}

/** Null above the limit; the rest is then read and thrown away, so that the answer can be delivered. */
async function readBytes(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LIMITS.requestBytes) chunks.push(chunk);
  }
  return size > LIMITS.requestBytes ? null : Buffer.concat(chunks);
}

async function parseMultipart(
  bytes: Buffer,
  contentType: string,
): Promise<{ json: unknown; files: readonly UploadedFile[] }> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  const files: UploadedFile[] = [];
  let json: unknown = undefined;
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') {
      if (name === 'payload_json') json = JSON.parse(value);
      continue;
    }
    const index = Number(/^files\[(\d+)\]$/.exec(name)?.[1] ?? -1);
    files.push({ index, name: value.name, contentType: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return { json: json ?? {}, files };
}
