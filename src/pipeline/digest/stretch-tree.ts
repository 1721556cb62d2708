import type { ChatMessage, ChatRetraction, EpochMs } from '../../domain/chat-event.ts';
import { chatterKey } from '../../lib/hash.ts';
import { slotOf } from '../../lib/number-set.ts';
import { RecentTable } from '../hype/recent-table.ts';
import { bitOf, clearBit, STRETCH_PEOPLE_WORDS, TERM_PEOPLE_WORDS } from './people.ts';
import { isTakenBack, SampleLog, sampleOf, type Sample } from './sample.ts';
import { RunningTotals, Stretch, type StretchLimits } from './stretch.ts';
import { TermTable } from './term-table.ts';
import type { TokenReader } from './token-reader.ts';
import { WindowView } from './window-view.ts';

export const LEAF_MS = 5_000;
const MINUTE_MS = 60_000;
const TEN_MINUTES_MS = 600_000;
/** Closed leaves that, with the open one, are the last minute. */
const LEAVES = MINUTE_MS / LEAF_MS;
export const WINDOW_MINUTES_MAX = 10;

/** Messages of one chatter that count within a leaf: more is a flood, and one person is no crowd. */
export const MESSAGES_PER_CHATTER_MAX = 5;
const OPEN_TERMS_MAX = 1_024;
const LEAF: StretchLimits = { multisMax: 96, singlesMax: 160, samplesMax: 14 };
const MINUTE: StretchLimits = { multisMax: 64, singlesMax: 96, samplesMax: 16 };
const TEN: StretchLimits = { multisMax: 64, singlesMax: 0, samplesMax: 0 };
/** Minutes before those that hold this many messages are let go: no window will reach back to them. */
const MINUTES_MESSAGES_MAX = 100;

/** Whether a message counts, and whether its author wrote before in the same leaf. */
export type Added = 'flood' | 'new-chatter' | 'known-chatter';

/**
 * One channel's chat as a tree of time: five seconds, gathered into minutes, gathered into ten minutes. Each stretch keeps
 * its most frequent terms and a few messages, so memory follows the bounds above and not the traffic; a silent channel
 * keeps nothing.
 */
export class StretchTree {
  readonly #reader: TokenReader;
  readonly #log = new SampleLog(LEAF.samplesMax);
  readonly #open: RunningTotals;
  #openIndex = -1;
  /** Null while nothing was said since the last leaf was closed in silence. */
  #table: TermTable | null = null;
  #seen: RecentTable | null = null;
  #leaves: Stretch[] = [];
  #minutes: Stretch[] = [];
  #ten: Stretch | null = null;
  #usual: Stretch | null = null;
  #firstAt: EpochMs | null = null;

  constructor(reader: TokenReader) {
    this.#reader = reader;
    this.#open = new RunningTotals(0, 0);
  }

  /** One message that the reader has just read. @param names of all emotes in it, the platform's own first */
  add(message: ChatMessage, chatter: number, feeling: number, names: readonly string[]): Added {
    const { receivedAt } = message;
    this.roll(receivedAt);
    this.#table ??= new TermTable(OPEN_TERMS_MAX);
    this.#seen ??= new RecentTable(1);
    this.#firstAt ??= receivedAt;
    const before = this.#seen.see(slotOf(chatter, -1) >>> 0, this.#openIndex);
    if (before >= MESSAGES_PER_CHATTER_MAX) return 'flood';
    const isNew = this.#open.addMessage(chatter, feeling);
    const bit = bitOf(chatter, TERM_PEOPLE_WORDS);
    const { terms, termKeys, termKinds } = this.#reader;
    for (let i = 0; i < terms; i++) this.#table.add(termKeys[i]!, termKinds[i]!, bit, feeling);
    if (terms > 0 && this.#log.wants()) this.#log.keep(sampleOf(message, chatter, feeling, names));
    return isNew ? 'new-chatter' : 'known-chatter';
  }

  /** Closes what ended at or before `now`. @returns true when something was closed */
  roll(now: EpochMs): boolean {
    const index = Math.floor(now / LEAF_MS);
    if (index <= this.#openIndex) return false;
    this.#closeLeaf();
    const minute = Math.floor(now / MINUTE_MS);
    if (minute > Math.floor((this.#openIndex * LEAF_MS) / MINUTE_MS)) this.#closeMinute();
    this.#openIndex = index;
    this.#open.restart(index * LEAF_MS, (index + 1) * LEAF_MS);
    this.#expire(index, minute);
    return true;
  }

  /** What was said in the last `minutes` (1 to 10), the present moment included. Ends at `now`. */
  view(now: EpochMs, minutes: number): WindowView {
    this.roll(now);
    const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
    const start = minutes === 1 ? (this.#openIndex - LEAVES) * LEAF_MS : minute - (minutes - 1) * MINUTE_MS;
    const parts =
      minutes === 1
        ? this.#leaves
        : [...this.#minutes.filter(({ from }) => from >= start), ...this.#leaves.filter(({ from }) => from >= minute)];
    const from = Math.min(Math.max(start, this.#firstAt ?? now), now);
    return new WindowView({
      from,
      to: now,
      parts,
      open: this.#open,
      table: this.#table,
      log: this.#log,
      usual: this.#usual,
    });
  }

  /** Takes back what a moderator took back, as far as it is known by its author or kept by its text. */
  retract(retraction: ChatRetraction): void {
    const { scope } = retraction;
    this.roll(retraction.receivedAt);
    if (scope.what === 'everything') return this.#forgetEverything();
    const gone = (sample: Sample): boolean => isTakenBack(retraction, sample);
    const termsOf = (sample: Sample): readonly number[] => this.#termsOf(sample);
    for (const sample of this.#log.remove(gone)) {
      this.#open.messages = Math.max(0, this.#open.messages - 1);
      this.#open.feeling -= sample.feeling;
      for (const key of termsOf(sample)) this.#table?.takeBack(key, sample.feeling);
    }
    for (const stretch of this.#stretches()) stretch.takeBack(gone, termsOf);
    if (scope.what !== 'chatter' || scope.chatterId === '') return;
    const chatter = chatterKey(scope.chatterId);
    this.#table?.forgetPerson(chatter);
    clearBit(this.#open.people, 0, bitOf(chatter, STRETCH_PEOPLE_WORDS));
    for (const stretch of this.#stretches()) stretch.forgetPerson(chatter);
  }

  *#stretches(): Generator<Stretch> {
    yield* this.#leaves;
    yield* this.#minutes;
    if (this.#ten !== null) yield this.#ten;
  }

  #termsOf({ text, emotes, words }: Sample): readonly number[] {
    this.#reader.read(text, emotes, words);
    return [...this.#reader.termKeys.subarray(0, this.#reader.terms)];
  }

  #forgetEverything(): void {
    this.#log.clear();
    this.#table = null;
    this.#leaves = [];
    this.#minutes = [];
    this.#ten = this.#usual = null;
    this.#open.restart(this.#open.from, this.#open.to);
  }

  #closeLeaf(): void {
    if (this.#table === null) return;
    if (this.#open.messages > 0) this.#leaves.push(new Stretch(this.#open, this.#table, this.#log.samples, LEAF));
    // A leaf without a message frees the table: most channels are silent most of the time.
    else this.#table = this.#seen = null;
    this.#table?.clear();
    this.#log.clear();
  }

  #closeMinute(): void {
    const from = Math.floor((this.#openIndex * LEAF_MS) / MINUTE_MS) * MINUTE_MS;
    const parts = this.#leaves.filter((leaf) => leaf.from >= from);
    if (parts.length === 0) return;
    const minute = gather(parts, from, from + MINUTE_MS, MINUTE);
    this.#minutes.push(minute);
    const tenFrom = Math.floor(from / TEN_MINUTES_MS) * TEN_MINUTES_MS;
    if (this.#ten !== null && this.#ten.from !== tenFrom) {
      this.#usual = this.#ten;
      this.#ten = null;
    }
    const known = this.#ten === null ? [minute] : [this.#ten, minute];
    this.#ten = gather(known, tenFrom, tenFrom + TEN_MINUTES_MS, TEN);
  }

  #expire(index: number, minute: number): void {
    const leafFrom = (index - LEAVES) * LEAF_MS;
    while (this.#leaves[0] !== undefined && this.#leaves[0].from < leafFrom) this.#leaves.shift();
    const minuteFrom = (minute - WINDOW_MINUTES_MAX + 1) * MINUTE_MS;
    let newer = 0;
    for (let i = this.#minutes.length - 1; i >= 0; i--) {
      if (newer >= MINUTES_MESSAGES_MAX || this.#minutes[i]!.from < minuteFrom) {
        this.#minutes.splice(0, i + 1);
        break;
      }
      newer += this.#minutes[i]!.messages;
    }
    const tenFrom = minute * MINUTE_MS - 3 * TEN_MINUTES_MS;
    if (this.#usual !== null && this.#usual.from < tenFrom) this.#usual = null;
    if (this.#ten !== null && this.#ten.from < tenFrom) this.#ten = null;
  }
}

/** Several stretches as one. */
function gather(parts: readonly Stretch[], from: EpochMs, to: EpochMs, limits: StretchLimits): Stretch {
  const totals = new RunningTotals(from, to);
  const terms = parts.reduce((sum, part) => sum + part.terms, 0);
  const table = new TermTable(terms + 1, terms);
  for (const part of parts) {
    totals.add(part);
    part.addTo(table);
  }
  return new Stretch(
    totals,
    table,
    parts.flatMap(({ samples }) => samples),
    limits,
  );
}
