import { UserError } from '../domain/command.ts';
import { isDamagedGzip, whyUnreadable } from './byte-source.ts';

/** How much of the beginning a format is told by. */
const SAMPLE_BYTES = 64 * 1024;

export interface Sampled {
  readonly sample: Buffer;
  /** Everything, the sample included. */
  readonly all: AsyncIterable<Buffer>;
}

/**
 * Reads enough to tell what a recording is and gives it back in front of the rest. Damage right behind a readable
 * beginning is not lost: it is thrown where it stands.
 * @throws UserError when nothing can be read
 */
export async function takeSample(name: string, chunks: AsyncGenerator<Buffer>): Promise<Sampled> {
  const head: Buffer[] = [];
  let bytes = 0;
  let failure: { readonly error: unknown } | null = null;
  while (bytes < SAMPLE_BYTES && failure === null) {
    try {
      const next = await chunks.next();
      if (next.done === true) break;
      head.push(next.value);
      bytes += next.value.length;
    } catch (error) {
      failure = { error };
    }
  }
  const read = Buffer.concat(head);
  const sample = read.subarray(0, SAMPLE_BYTES);
  if (sample.toString('utf8').trim() === '') {
    if (failure === null) throw new UserError(`${name} is empty: there is no chat in it to replay.`);
    throw new UserError(`${name}: ${describe(failure.error)}`, { cause: failure.error });
  }
  return { sample, all: whole(read, failure, chunks) };
}

async function* whole(
  read: Buffer,
  failure: { readonly error: unknown } | null,
  chunks: AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer> {
  yield read;
  if (failure !== null) throw failure.error;
  yield* chunks;
}

function describe(error: unknown): string {
  if (isDamagedGzip(error)) return 'it is damaged gzip data and nothing in it can be read. Copy or download it again.';
  return whyUnreadable(error);
}
