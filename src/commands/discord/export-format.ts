import type { HypeMoment } from '../../domain/hype-moment.ts';
import { hypeEventCsvHeader, hypeEventCsvLine } from '../../lib/wire/hype-event-csv.ts';
import { hypeEventFrame, type HypeEventFrame } from '../../lib/wire/hype-event.ts';

export type ExportFormat = 'csv' | 'json';

export interface ExportFile {
  readonly bytes: Uint8Array;
  /** Moments in the file. */
  readonly rows: number;
}

/**
 * The newest moments that fit into `bytesMax`, written oldest first: CSV with a header, or a JSON array of
 * `hype_event` objects, one a line.
 * @param newestFirst as stores give them
 */
export function exportFile(newestFirst: readonly HypeMoment[], format: ExportFormat, bytesMax: number): ExportFile {
  const encode = format === 'json' ? (frame: HypeEventFrame) => JSON.stringify(frame) : hypeEventCsvLine;
  const header = format === 'json' ? '[' : hypeEventCsvHeader();
  const footer = format === 'json' ? '\n]\n' : '\n';
  const separator = format === 'json' ? ',\n' : '\n';
  let left = bytesMax - Buffer.byteLength(header) - Buffer.byteLength(footer);
  const lines: string[] = [];
  for (const moment of newestFirst) {
    const line = encode(hypeEventFrame(moment, moment.phase, moment.detectedAt));
    left -= Buffer.byteLength(line) + separator.length;
    if (left < 0) break;
    lines.push(line);
  }
  const text = `${header}\n${lines.reverse().join(separator)}${footer}`;
  return { bytes: Buffer.from(text), rows: lines.length };
}
