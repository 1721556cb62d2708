import type { EpochMs } from '../../domain/chat-event.ts';
import { countBits, estimatePeople, STRETCH_PEOPLE_WORDS } from './people.ts';
import type { Sample, SampleLog } from './sample.ts';
import { RunningTotals, type Stretch } from './stretch.ts';
import { TermTable } from './term-table.ts';

export interface WindowParts {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly parts: readonly Stretch[];
  readonly open: RunningTotals;
  readonly table: TermTable | null;
  readonly log: SampleLog;
  readonly usual: Stretch | null;
}

/** A window of time as one: what topics are found in. Not changed by what comes later. */
export class WindowView {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly messages: number;
  /** Distinct chatters, estimated. */
  readonly chatters: number;
  /** Sum of the messages' scores. */
  readonly feeling: number;
  readonly table: TermTable;
  /** Oldest first. */
  readonly samples: readonly Sample[];
  readonly #usual: Stretch | null;

  constructor({ from, to, parts, open, table, log, usual }: WindowParts) {
    const totals = new RunningTotals(from, to);
    const terms = parts.reduce((sum, part) => sum + part.terms, table?.size ?? 0);
    this.table = new TermTable(terms + 1, terms);
    for (const part of parts) {
      totals.add(part);
      part.addTo(this.table);
    }
    totals.add(open);
    table?.addTo(this.table);
    this.from = from;
    this.to = to;
    this.messages = totals.messages;
    this.feeling = totals.feeling;
    const set = countBits(totals.people, 0, STRETCH_PEOPLE_WORDS);
    this.chatters = Math.min(totals.messages, estimatePeople(set, STRETCH_PEOPLE_WORDS * 32));
    this.samples = [...parts.flatMap(({ samples }) => samples), ...log.samples];
    this.#usual = usual;
  }

  /** Share of the messages in which a term is usual here: in the ten minutes before last. Null where that is unknown. */
  usualShare(key: number): number | null {
    if (this.#usual === null || this.#usual.messages === 0) return null;
    return this.#usual.countOf(key) / this.#usual.messages;
  }
}
