import type { IncomingMessage } from 'node:http';
import { ApiError, apiError } from '../errors.ts';
import type { RecordedRequest, UploadedFile } from '../model.ts';
import { LIMITS } from '../rules/limits.ts';

const BASE = '/api/v10';

export interface ReadRequest {
  readonly request: RecordedRequest;
  /** The refusal a broken body earns; the request is recorded all the same. */
  readonly problem: ApiError | null;
}

/** Reads and parses a request to the REST interface; null when its sender hung up half way. */
export async function readRequest(incoming: IncomingMessage, at: number): Promise<ReadRequest | null> {
  const url = new URL(incoming.url ?? '/', 'http://fake');
  const contentType = incoming.headers['content-type'] ?? null;
  const bytes = await readBytes(incoming);
  if (bytes === 'broken-off') return null;
  const body = bytes === 'too-large' ? apiError('tooLarge') : await parseBody(bytes, contentType);
  const parsed = body instanceof ApiError ? { json: undefined, files: [] } : body;
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
    ...parsed,
    status: null,
  };
  return { request, problem: body instanceof ApiError ? body : null };
}

/** What is above the limit is read and thrown away, so that the answer can be delivered. */
async function readBytes(incoming: IncomingMessage): Promise<Buffer | 'too-large' | 'broken-off'> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= LIMITS.requestBytes) chunks.push(chunk);
    }
  } catch {
    return 'broken-off'; // The stream has no other failure than its sender's.
  }
  return size > LIMITS.requestBytes ? 'too-large' : Buffer.concat(chunks);
}

interface Body {
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
}

async function parseBody(bytes: Buffer, contentType: string | null): Promise<Body | ApiError> {
  try {
    if (contentType?.startsWith('multipart/form-data')) return await parseMultipart(bytes, contentType);
    return { json: bytes.length > 0 ? (JSON.parse(bytes.toString('utf8')) as unknown) : undefined, files: [] };
  } catch {
    return apiError('badJson');
  }
}

async function parseMultipart(bytes: Buffer, contentType: string): Promise<Body> {
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
