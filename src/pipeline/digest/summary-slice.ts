import type { EpochMs } from '../../domain/chat-event.ts';
import type { SummaryMessage } from '../../domain/ports/models.ts';
import { chatterKey } from '../../lib/hash.ts';
import { findTopics } from './find-topics.ts';
import type { IsName } from './name-table.ts';
import { bitOf, TERM_PEOPLE_WORDS } from './people.ts';
import { SampleLog } from './sample.ts';
import { RunningTotals } from './stretch.ts';
import { LEAF_MS, MESSAGES_PER_CHATTER_MAX } from './stretch-tree.ts';
import { TermTable } from './term-table.ts';
import type { Topic } from './topic.ts';
import type { TokenReader } from './token-reader.ts';
import { WindowView } from './window-view.ts';

const TERMS_MAX = 4_096;

/** A part of the time that a summary speaks of. */
export class SummarySlice {
  readonly #totals: RunningTotals;
  readonly #table = new TermTable(TERMS_MAX);
  readonly #log: SampleLog;
  /** Messages of each chatter within the five seconds of the newest message. */
  readonly #recent = new Map<string, number>();
  #leaf = -1;

  constructor(from: EpochMs, to: EpochMs, samplesMax: number) {
    this.#totals = new RunningTotals(from, to);
    this.#log = new SampleLog(samplesMax);
  }

  /** One message that the reader has just read. */
  add({ id, author, text, at }: SummaryMessage, reader: TokenReader, feeling: number): void {
    if (this.#isFlood(author, at)) return;
    const chatter = chatterKey(author);
    this.#totals.addMessage(chatter, feeling);
    const bit = bitOf(chatter, TERM_PEOPLE_WORDS);
    for (let i = 0; i < reader.terms; i++) this.#table.add(reader.termKeys[i]!, reader.termKinds[i]!, bit, feeling);
    if (reader.terms === 0 || !this.#log.wants()) return;
    const who = { chatterId: author, login: author, name: author, chatter, firstEver: false };
    this.#log.keep({ id, text, at, emotes: [], words: [], feeling, ...who });
  }

  /** Mean score of the messages, −1 to 1. */
  get sentiment(): number {
    return this.#totals.messages === 0 ? 0 : this.#totals.feeling / this.#totals.messages;
  }

  /** @param isName whether a term is the name of somebody who wrote */
  topics(reader: TokenReader, isName: IsName): readonly Topic[] {
    const { from, to } = this.#totals;
    const parts = { parts: [], open: this.#totals, table: this.#table, log: this.#log, usual: null };
    return findTopics(new WindowView({ from, to, ...parts }), reader, isName);
  }

  #isFlood(author: string, at: EpochMs): boolean {
    const leaf = Math.floor(at / LEAF_MS);
    if (leaf !== this.#leaf) {
      this.#leaf = leaf;
      this.#recent.clear();
    }
    const before = this.#recent.get(author) ?? 0;
    this.#recent.set(author, before + 1);
    return before >= MESSAGES_PER_CHATTER_MAX;
  }
}
