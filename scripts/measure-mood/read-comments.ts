import { readFile } from 'node:fs/promises';
import { SENTIMENT_LABELS, type SentimentLabel } from '../../src/domain/mood.ts';

/** A chat message and what people judged it to be. */
export interface LabelledComment {
  readonly label: SentimentLabel;
  readonly text: string;
}

/**
 * Reads CSV (RFC 4180) with the columns `label` (pos, neu or neg) and `text`.
 * @throws Error naming the row that is not like that
 */
export async function readComments(file: string): Promise<readonly LabelledComment[]> {
  const [head, ...rows] = parseCsv(await readFile(file, 'utf8'));
  const labelColumn = head?.indexOf('label') ?? -1;
  const textColumn = head?.indexOf('text') ?? -1;
  if (labelColumn === -1 || textColumn === -1) throw new Error(`${file} has no columns "label" and "text"`);
  return rows.map((row, index) => {
    const label = SENTIMENT_LABELS.find((name) => name === row[labelColumn]);
    const text = row[textColumn];
    if (label === undefined || text === undefined)
      throw new Error(`${file}: record ${index + 2} has no label out of ${SENTIMENT_LABELS.join(', ')} or no text`);
    return { label, text };
  });
}

export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  // A cell in quotes, with doubled quotes inside, or without any; then a comma, a line end or the end.
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy;
  let row: string[] = [];
  for (;;) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    if (match === null) throw new Error(`character ${at} of the file is no CSV`);
    const [whole, raw = '', end] = match;
    if (whole === '' && row.length === 0) return rows;
    row.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === ',') continue;
    rows.push(row);
    row = [];
    if (end === '') return rows;
  }
}
