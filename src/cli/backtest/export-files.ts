import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../domain/command.ts';
import type { HandoffFile } from '../../domain/handoff.ts';
import { renderHandoff } from '../../handoff/render-handoff.ts';
import { errorMessage } from '../../lib/error-message.ts';
import type { ExportOptions } from './export-options.ts';
import { alertedMoments, type StreamResult } from './play.ts';

export interface ExportSink {
  /** One file, to stdout. */
  write(bytes: Uint8Array): void;
  /** What people should know about the files, one sentence a line. */
  note(line: string): void;
}

/**
 * Writes the alerts of each stream in the format chosen.
 * @returns false when a stream could not be written; its note says why
 * @throws UserError where the files have no place to go
 */
export async function exportAlerts(
  results: readonly StreamResult[],
  threshold: number,
  options: ExportOptions,
  sink: ExportSink,
): Promise<boolean> {
  const { folder } = options;
  if (folder === null && results.length > 1) {
    throw new UserError(
      `These are ${results.length} streams and so as many files. Say with --out DIR where they shall go, or name one recording.`,
    );
  }
  const taken = new Set<string>();
  let complete = true;
  for (const result of results) {
    const file = render(result, threshold, options, sink);
    if (file === null) {
      complete = false;
      continue;
    }
    for (const note of file.notes) sink.note(`${result.stream}: ${note}`);
    if (folder === null) sink.write(file.bytes);
    else
      sink.note(
        `${result.stream}: ${alertsText(file.moments)} in ${await save(folder, freeName(file.fileName, taken), file.bytes)}`,
      );
  }
  return complete;
}

function render(
  result: StreamResult,
  threshold: number,
  { format, timeline }: ExportOptions,
  sink: ExportSink,
): HandoffFile | null {
  const { stream, startedAt, lastSecond } = result;
  const markers = alertedMoments(result, threshold).map((moment) => ({ moment, notes: [], votes: null }));
  try {
    return renderHandoff(format, markers, {
      ...timeline,
      origin: startedAt,
      endsAt: startedAt + lastSecond * 1000,
      title: stream,
      baseName: `alerts-${stream}`,
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    sink.note(`${stream}: ${error.message}`);
    return null;
  }
}

/** Different streams may have names that make the same file name; systems that ignore case count as well. */
function freeName(wanted: string, taken: Set<string>): string {
  const { name, ext } = path.parse(wanted);
  let free = wanted;
  for (let copy = 2; taken.has(free.toLowerCase()); copy++) free = `${name}-${copy}${ext}`;
  taken.add(free.toLowerCase());
  return free;
}

/** An earlier file of this name is replaced: the same chat gives the same file. */
async function save(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, bytes);
  } catch (error) {
    const why = errorMessage(error);
    throw new UserError(`${file} cannot be written (${why}). Choose another folder with --out.`, { cause: error });
  }
  return file;
}

function alertsText(alerts: number): string {
  return alerts === 1 ? '1 alert' : `${alerts} alerts`;
}
