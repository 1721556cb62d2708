import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UserError } from '../domain/command.ts';
import { errorMessage } from '../lib/error-message.ts';

const READ_BYTES = 256 * 1024;

/** A file as chunks of bytes, decompressed. @throws UserError when there is nothing to read */
export async function readFileChunks(path: string, signal: AbortSignal): Promise<AsyncGenerator<Buffer>> {
  await checkFile(path);
  return gunzipped(createReadStream(path, { highWaterMark: READ_BYTES, signal }), signal);
}

async function checkFile(path: string): Promise<void> {
  let info;
  try {
    info = await stat(path);
  } catch (error) {
    throw new UserError(`${path}: ${whyUnreadable(error)}`, { cause: error });
  }
  if (info.isDirectory()) throw new UserError(`${path} is a folder. Name the recorded chat files inside it.`);
  if (info.isFile() && info.size === 0) throw new UserError(`${path} is empty: there is no chat in it to replay.`);
}

/** For people: what the operating system had against a file. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file. Check the name and the folder.';
  if (code === 'EACCES' || code === 'EPERM') return 'this account may not read it. Check its permissions.';
  return `it cannot be read (${errorMessage(error)}).`;
}

/** Passes bytes through, decompressing them when they begin with gzip's mark (RFC 1952). */
export async function* gunzipped(
  chunks: AsyncIterable<Buffer, void>,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void> {
  const rest = chunks[Symbol.asyncIterator]();
  const head: Buffer[] = [];
  let headBytes = 0;
  while (headBytes < 2) {
    const next = await rest.next();
    if (next.done === true) break;
    head.push(next.value);
    headBytes += next.value.length;
  }
  const first = Buffer.concat(head);
  const all = async function* (): AsyncGenerator<Buffer, void> {
    if (first.length > 0) yield first;
    yield* { [Symbol.asyncIterator]: (): AsyncIterator<Buffer, void> => rest };
  };
  if (first[0] !== 0x1f || first[1] !== 0x8b) return yield* all();

  const gunzip = createGunzip({ chunkSize: READ_BYTES });
  // The failure reaches the reader through `gunzip` itself.
  const feeding = pipeline(Readable.from(all()), gunzip, { signal }).catch(() => undefined);
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) yield chunk;
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

/** Damage inside compressed data, as opposed to a failing disk or an abort. */
export function isDamagedGzip(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_(DATA|BUF|STREAM)_ERROR$/.test(String(error.code));
}
