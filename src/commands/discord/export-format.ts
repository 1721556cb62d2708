import type { HypeMoment } from '../../domain/hype-moment.ts';
import { csvLine } from '../../lib/csv.ts';
import { isoTime } from '../../lib/format.ts';

const DECIMALS = 3;
const EMOTES_MAX = 10;

type Cell = string | number | null;

/** The first six columns are a contract with programs that read them; what follows may grow. */
const COLUMNS: readonly (readonly [name: string, cell: (moment: HypeMoment) => Cell])[] = [
  ['channel', (moment) => moment.channel],
  ['timestamp', (moment) => isoTime(moment.detectedAt)],
  ['velocity', (moment) => rounded(moment.velocity)],
  ['baseline_mean', (moment) => rounded(moment.baselineMean)],
  ['baseline_std', (moment) => rounded(moment.baselineStd)],
  ['multiplier', (moment) => rounded(moment.multiplier)],
  ['id', (moment) => moment.id],
  ['started', (moment) => isoTime(moment.startedAt)],
  ['ended', (moment) => (moment.endedAt === null ? null : isoTime(moment.endedAt))],
  ['stream_seconds', (moment) => (moment.streamSeconds === null ? null : rounded(moment.streamSeconds))],
  ['score', (moment) => rounded(moment.score)],
  ['peak_score', (moment) => rounded(moment.peakScore)],
  ['peak_velocity', (moment) => rounded(moment.peakVelocity)],
  ['unique_chatters', (moment) => moment.uniqueChatters],
  ['messages', (moment) => moment.messages],
  ['category', (moment) => moment.category],
  ['attack', (moment) => String(moment.attack)],
  [
    'top_emotes',
    (moment) =>
      moment.topEmotes
        .slice(0, EMOTES_MAX)
        .map(([name, uses]) => `${name} ${uses}`)
        .join(' '),
  ],
];

/** A header and one line a moment. */
export function momentsCsv(moments: readonly HypeMoment[]): string {
  const lines = [csvLine(COLUMNS.map(([name]) => name))];
  for (const moment of moments) lines.push(csvLine(COLUMNS.map(([, cell]) => cell(moment))));
  return `${lines.join('\n')}\n`;
}

/** An array of `hype_event` objects, the vocabulary of the other surfaces. */
export function momentsJson(moments: readonly HypeMoment[]): string {
  return `[${moments.map((moment) => `\n${JSON.stringify(hypeEvent(moment))}`).join(',')}\n]\n`;
}

function hypeEvent(moment: HypeMoment): Record<string, unknown> {
  const cells = Object.fromEntries(COLUMNS.map(([name, cell]) => [name, cell(moment)]));
  return {
    type: 'hype_event',
    ...cells,
    attack: moment.attack,
    top_emotes: moment.topEmotes.slice(0, EMOTES_MAX),
    phase: moment.phase,
  };
}

/** Measured values carry no more than three decimals of meaning; what is not a number is left empty. */
function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toFixed(DECIMALS)) : null;
}
