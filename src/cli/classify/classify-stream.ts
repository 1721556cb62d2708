import type { SentimentModel } from '../../domain/ports/models.ts';
import type { LineWriter } from '../../lib/line-writer.ts';
import { LineSplitter } from '../../replay/lines.ts';
import { errorLine, judgedLine } from './answer-line.ts';
import { problem, readRequest, type ClassifyRequest } from './read-request.ts';

/** A longer line is answered with an error; its end is looked for without keeping it. */
export const LINE_BYTES_MAX = 256 * 1024;

export interface ClassifyTotals {
  readonly judged: number;
  readonly failed: number;
}

/**
 * Answers every line of `input` in order. Memory is bounded: no more is read before the answers to what was read are
 * taken up. Ends early, without an error, when the reader closes.
 */
export async function classifyStream(
  input: AsyncIterable<Buffer>,
  model: SentimentModel,
  out: LineWriter,
  signal: AbortSignal,
): Promise<ClassifyTotals> {
  const totals = { judged: 0, failed: 0 };
  const inbox = new Inbox();
  for await (const chunk of input) {
    inbox.push(chunk);
    await answerAll(inbox.take(), model, out, signal, totals);
    if (signal.aborted) return totals;
  }
  inbox.end();
  await answerAll(inbox.take(), model, out, signal, totals);
  return totals;
}

async function answerAll(
  requests: readonly ClassifyRequest[],
  model: SentimentModel,
  out: LineWriter,
  signal: AbortSignal,
  totals: { judged: number; failed: number },
): Promise<void> {
  for (let start = 0; start < requests.length && !signal.aborted; start += model.batchMax) {
    const batch = requests.slice(start, start + model.batchMax);
    const messages = batch.flatMap((request) => (request.kind === 'message' ? [request.message] : []));
    const answer = messages.length === 0 ? NOTHING_ASKED : await model.rate(messages, signal);
    let next = 0;
    for (const request of batch) {
      const judged = request.kind === 'message' && answer.kind === 'answered' ? answer.value[next++] : undefined;
      if (judged !== undefined) {
        totals.judged++;
        out.write(judgedLine(request.id, judged));
        continue;
      }
      totals.failed++;
      const failure =
        answer.kind === 'failed' ? `the model gave no answer: ${answer.detail}` : 'the model gave no answer';
      out.write(errorLine(request.id, request.kind === 'problem' ? request.problem : failure, request.line));
    }
    await out.flush();
  }
}

const NOTHING_ASKED = { kind: 'answered', value: [] } as const;

/** Turns bytes into requests; every line counts, blank and overlong ones too. */
class Inbox {
  #requests: ClassifyRequest[] = [];
  #last = 0;
  readonly #splitter = new LineSplitter(LINE_BYTES_MAX, {
    line: (text, number) => {
      this.#addBlanks(number - 1);
      this.#add(readRequest(number === 1 ? text.replace(/^\uFEFF/, '') : text, number));
    },
    overlong: (number) => {
      this.#addBlanks(number - 1);
      this.#add(problem(number, `this line is longer than ${LINE_BYTES_MAX} bytes`));
    },
  });

  push(chunk: Buffer): void {
    this.#splitter.push(chunk);
    this.#addBlanks(this.#splitter.lastNumber);
  }

  end(): void {
    this.#splitter.end();
  }

  take(): readonly ClassifyRequest[] {
    const taken = this.#requests;
    this.#requests = [];
    return taken;
  }

  #add(request: ClassifyRequest): void {
    this.#requests.push(request);
    this.#last = request.line;
  }

  /** The splitter passes over blank lines; whoever counts lines would lose their place. */
  #addBlanks(until: number): void {
    while (this.#last < until) this.#add(problem(this.#last + 1, 'this line is blank'));
  }
}
