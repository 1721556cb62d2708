import { csvLine } from '../csv.ts';
import type { HypeEventFrame } from './hype-event.ts';

type Cell = string | number | null;

/** The first six columns are a contract with programs that read them; what follows may grow at the end. */
const COLUMNS: readonly (readonly [name: string, cell: (frame: HypeEventFrame) => Cell])[] = [
  ['channel', (frame) => frame.channel],
  ['timestamp', (frame) => frame.timestamp],
  ['velocity', (frame) => frame.velocity],
  ['baseline_mean', (frame) => frame.baseline_mean],
  ['baseline_std', (frame) => frame.baseline_std],
  ['multiplier', (frame) => frame.multiplier],
  ['id', (frame) => frame.id],
  ['started_at', (frame) => frame.started_at],
  ['peak_at', (frame) => frame.peak_at],
  ['ended_at', (frame) => frame.ended_at],
  ['duration_seconds', (frame) => frame.duration_seconds],
  ['stream_seconds', (frame) => frame.stream_seconds ?? null],
  ['score', (frame) => frame.score],
  ['unique_chatters', (frame) => frame.unique_chatters],
  ['messages', (frame) => frame.messages],
  ['category', (frame) => frame.category],
  ['attack', (frame) => String(frame.attack)],
  ['top_emotes', (frame) => frame.top_emotes.map(([name, uses]) => `${name} ${uses}`).join(' ')],
];

/** The header line, without its line end. */
export function hypeEventCsvHeader(): string {
  return csvLine(COLUMNS.map(([name]) => name));
}

/** One moment as one line, without its line end. Cells that a spreadsheet would run as a formula are defused. */
export function hypeEventCsvLine(frame: HypeEventFrame): string {
  return csvLine(COLUMNS.map(([, cell]) => cell(frame)));
}
