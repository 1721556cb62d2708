import type { ChatMessage } from '../../domain/chat-event.ts';
import { MessageShape, PREFIX_TOKENS } from './message-shape.ts';
import { RecentTable } from './recent-table.ts';
import type { ReactionLexicon } from './reactions.ts';
import {
  ALIKE,
  CHATTERS,
  COPIES,
  EMOTES,
  KINDS,
  MESSAGES,
  OUTCRY,
  REACTION,
  NEWCOMERS,
  SHORT,
  UNIT,
} from './second-counts.ts';

/** How much a message counts as a reaction, in twentieths, by its look. */
const WEIGHT_REACTION = 20;
const WEIGHT_SHORT = 10;
const WEIGHT_SENTENCE = 3;

/** A chatter's first message in this time counts in full, the following ones by {@link REPEAT_SHARES}, the rest nothing. */
export const CHATTER_WINDOW_SECONDS = 15;
const REPEAT_SHARES = [1, 0.25, 0.1];
/** Copies of a text that is too long to be a mere reaction count in the same falling way. */
export const COPY_WINDOW_SECONDS = 60;
const COPY_SHARES = [1, 0.5, 0.1];

const SHORT_WIDTH_MAX = 16;
const PASTE_CHANGES_MIN = 4;
const PASTE_WIDTH_MIN = 24;
/** Beginnings and whole texts share a table; this keeps them apart. */
const PREFIX_SALT = 0x5bd1e995;

/** Turns the messages of one channel into counts of the open second. */
export class SecondCounter {
  readonly shape: MessageShape;
  readonly #chatters = new RecentTable(CHATTER_WINDOW_SECONDS);
  readonly #texts = new RecentTable(COPY_WINDOW_SECONDS);
  readonly row = new Uint16Array(KINDS);

  /** @param shape keeps nothing between messages, so that all channels can use the same */
  constructor(lexicon: ReactionLexicon, shape = new MessageShape(lexicon)) {
    this.shape = shape;
  }

  /** @param chatter the author's {@link chatterKey} */
  observe(message: ChatMessage, chatter: number, second: number): void {
    const { shape, row } = this;
    shape.read(message.text, message.emotes);
    const earlier = this.#chatters.see(mix(chatter), second);
    const copies = this.#copies(second);
    const share = (REPEAT_SHARES[earlier] ?? 0) * (COPY_SHARES[copies] ?? 0.05) * (shape.command ? 0 : 1);
    const outcry = shape.shouted || shape.repeated || shape.punctuated;
    const worded = shape.words > 0 && shape.tokens <= 4 && shape.words * 2 >= shape.tokens;
    const reacts = outcry || shape.emotes > 0 || worded;
    const short = shape.tokens <= 2 && shape.width <= SHORT_WIDTH_MAX;
    add(row, MESSAGES, 1);
    if (earlier === 0) add(row, CHATTERS, UNIT);
    if (earlier === 0 && message.firstEver) add(row, NEWCOMERS, UNIT);
    if (copies > 0) add(row, COPIES, 1);
    if (share === 0) return;
    add(row, REACTION, share * (reacts ? WEIGHT_REACTION : short ? WEIGHT_SHORT : WEIGHT_SENTENCE));
    if (shape.emotes > 0 || worded) add(row, EMOTES, UNIT * share);
    if (outcry) add(row, OUTCRY, UNIT * share);
    if (short) add(row, SHORT, UNIT * share);
  }

  clear(): void {
    this.row.fill(0);
  }

  forget(): void {
    this.row.fill(0);
    this.#chatters.clear();
    this.#texts.clear();
  }

  /** How often about the same text was seen lately; always 0 for texts as short as a reaction. */
  #copies(second: number): number {
    const { shape } = this;
    const alike = this.#texts.see(shape.sketchHash, second);
    if (alike > 0) add(this.row, ALIKE, 1);
    const pasteable = shape.changes >= PASTE_CHANGES_MIN || (shape.width >= PASTE_WIDTH_MIN && shape.changes > 1);
    if (!pasteable) return 0;
    if (shape.changes <= PREFIX_TOKENS) return alike;
    return Math.max(alike, this.#texts.see((shape.prefixHash ^ PREFIX_SALT) >>> 0, second));
  }
}

/** Spreads a chatter's key over 32 bits. */
function mix(key: number): number {
  return Math.imul((key >>> 0) ^ ((key / 2 ** 32) >>> 0), 0x9e3779b1) >>> 0;
}

function add(row: Uint16Array, kind: number, amount: number): void {
  row[kind] = Math.min(0xffff, (row[kind] ?? 0) + Math.round(amount));
}
