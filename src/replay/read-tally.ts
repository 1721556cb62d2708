/** Why a line of a recording was left out. Bounded: each has a sentence below. */
const READ_PROBLEMS = {
  'not-json': 'not valid JSON',
  'not-an-object': 'JSON, but not an object',
  'bad-time': 'no usable time',
  'bad-user': 'no usable user name',
  'bad-text': 'no usable text',
  'text-too-long': 'a text of more than 20,000 characters (Twitch allows 500)',
  'bad-stream': 'no usable stream name in "v"',
  'bad-irc': 'not a readable IRC line',
  'line-too-long': 'longer than 1 MiB',
  'out-of-order': 'more than 30 seconds out of order (two recordings in one file need their own "v")',
  'time-jump': 'a time more than a day away from its neighbours',
  'too-many-streams': 'beyond the first 1,000 streams of the file',
  'cut-short': 'the file ends in the middle (cut off or damaged)',
} as const;
export type ReadProblem = keyof typeof READ_PROBLEMS;

const LINE_NUMBERS_KEPT = 5;

export interface ProblemCount {
  readonly reason: ReadProblem;
  readonly count: number;
  /** Numbers of the first lines (or comments) concerned, counted from 1. */
  readonly firstLines: readonly number[];
}

/** Counts what could not be read, so that nothing is left out silently and nothing grows with the damage. */
export class ReadTally {
  readonly #problems = new Map<ReadProblem, { count: number; firstLines: number[] }>();
  /** Lines that are fine but hold no chat, for example IRC's PING. */
  skipped = 0;
  /** Events handed on. */
  read = 0;

  add(reason: ReadProblem, line: number): void {
    let entry = this.#problems.get(reason);
    if (entry === undefined) this.#problems.set(reason, (entry = { count: 0, firstLines: [] }));
    entry.count++;
    if (entry.firstLines.length < LINE_NUMBERS_KEPT) entry.firstLines.push(line);
  }

  get unreadable(): number {
    let sum = 0;
    for (const { count } of this.#problems.values()) sum += count;
    return sum;
  }

  problems(): readonly ProblemCount[] {
    return [...this.#problems].map(([reason, { count, firstLines }]) => ({ reason, count, firstLines }));
  }
}

/** One sentence a reason: `chat.jsonl: 3 lines left out: not valid JSON (lines 5, 9, 12)`. */
export function describeProblems(name: string, unit: 'line' | 'comment', tally: ReadTally): string[] {
  return tally.problems().map(({ reason, count, firstLines }) => {
    const numbers = `${unit}${count === 1 ? '' : 's'} ${firstLines.join(', ')}${count > firstLines.length ? ', …' : ''}`;
    if (reason === 'cut-short')
      return `${name}: ${READ_PROBLEMS[reason]}, last at ${numbers}; what came before it was used`;
    return `${name}: ${count} ${unit}${count === 1 ? '' : 's'} left out: ${READ_PROBLEMS[reason]} (${numbers})`;
  });
}
