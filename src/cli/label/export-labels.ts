import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { UserError } from '../../domain/command.ts';
import type { LabelCategory, LabelCounts } from '../../domain/privacy.ts';
import { errorMessage } from '../../lib/error-message.ts';
import { isClosedPipe, LineWriter } from '../../lib/line-writer.ts';
import type { LabelsBeside } from '../../storage/labels/beside.ts';
import { plainExample, type ExampleForm } from '../examples/plain-example.ts';

const GATHER_CHARS = 64 * 1024;

export interface LabelExport {
  readonly form: ExampleForm;
  /** Null for every channel. */
  readonly channel: string | null;
}

/** Writes every label as one line, a batch at a time. @returns what was written; null when the reader went away */
export async function writeLabels(
  labels: Pick<LabelsBeside, 'all'>,
  { form, channel }: LabelExport,
  stream: Writable,
): Promise<LabelCounts | null> {
  const failed: Error[] = [];
  const counts: Record<LabelCategory, number> = { pos: 0, neu: 0, neg: 0 };
  {
    await using out = new LineWriter(stream, { gatherCharsMax: GATHER_CHARS, onClosed: (error) => failed.push(error) });
    for await (const batch of labels.all()) {
      for (const label of batch) {
        if (channel !== null && label.channel !== channel) continue;
        out.write(plainExample(form, label));
        counts[label.category]++;
      }
      await out.flush();
      if (out.closed) break;
    }
  }
  const [failure] = failed;
  if (failure === undefined) return counts;
  if (isClosedPipe(failure)) return null;
  throw failure;
}

/** As {@link writeLabels}, into a file that only its owner may read and that appears when it is whole. @throws UserError */
export async function exportToFile(
  labels: Pick<LabelsBeside, 'all'>,
  what: LabelExport,
  file: string,
): Promise<LabelCounts> {
  const part = `${file}.part`;
  const stream = createWriteStream(part, { mode: 0o600 });
  const closed = finished(stream);
  // Heard below, but a failure may come before.
  closed.catch(() => undefined);
  try {
    const counts = await writeLabels(labels, what, stream);
    stream.end();
    await closed;
    if (counts === null) throw new Error(`${file} was not written completely`);
    await rename(part, file);
    return counts;
  } catch (error) {
    stream.destroy();
    await rm(part, { force: true });
    const reason = errorMessage(error);
    throw new UserError(`${file} cannot be written (${reason}). Choose another file, or - for stdout.`, {
      cause: error,
    });
  }
}
