import type { ChatMessage, ChatRetraction } from '../../domain/chat-event.ts';
import type { EmoteCount } from '../../domain/channel-metrics.ts';
import type { MomentCategory, Quote } from '../../domain/hype-moment.ts';
import { leadingCategory } from './category.ts';
import { MessageShape } from './message-shape.ts';
import { isQuotable, pickQuotes } from './quotes.ts';
import { EMOTE_FLAG, REACTION_CATEGORIES, tokenHash, type ReactionLexicon } from './reactions.ts';
import { isRetracted } from './recent-log.ts';

/** Distinct chatters counted exactly up to here; a moment with more says this many. */
const CHATTERS_MAX = 50_000;
const EMOTE_NAMES_MAX = 256;
const TOP_EMOTES = 5;
const CANDIDATES_MAX = 64;
const TOKENS_MAX = 40;
/** An emote counts at most this often in one message. */
const USES_A_MESSAGE_MAX = 3;

/** What one moment is made of, gathered while it lasts. */
export class MomentEvidence {
  readonly chatters = new Set<number>();
  messages = 0;
  readonly #lexicon: ReactionLexicon;
  readonly #shape: MessageShape;
  readonly #emotes = new Map<string, number>();
  readonly #categories = new Float64Array(REACTION_CATEGORIES.length);
  #candidates: ChatMessage[] = [];

  constructor(lexicon: ReactionLexicon) {
    this.#lexicon = lexicon;
    this.#shape = new MessageShape(lexicon);
  }

  addChatter(chatter: number): void {
    if (this.chatters.size < CHATTERS_MAX) this.chatters.add(chatter);
  }

  /** Reads the words of one message. Beyond {@link CANDIDATES_MAX} the oldest is forgotten as a quote. */
  addWords(message: ChatMessage): void {
    this.#shape.read(message.text, message.emotes);
    for (let i = 0; i < this.#categories.length; i++)
      this.#categories[i] = (this.#categories[i] ?? 0) + Math.min(1, this.#shape.categories[i] ?? 0);
    this.#countEmotes(message);
    if (!isQuotable(message.text)) return;
    if (this.#candidates.length === CANDIDATES_MAX) this.#candidates.shift();
    this.#candidates.push(message);
  }

  retract(retraction: ChatRetraction): void {
    this.#candidates = this.#candidates.filter(
      ({ id, author }) => !isRetracted(retraction, id, author.id, author.login),
    );
  }

  category(): MomentCategory {
    return leadingCategory(this.#categories);
  }

  topEmotes(): EmoteCount[] {
    return [...this.#emotes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, TOP_EMOTES);
  }

  quotes(): Quote[] {
    return pickQuotes(this.#candidates);
  }

  #countEmotes(message: ChatMessage): void {
    const uses = new Map<string, number>();
    for (const { name } of message.emotes) uses.set(name, (uses.get(name) ?? 0) + 1);
    for (const token of message.text.split(/\s+/, TOKENS_MAX)) {
      const known = (this.#lexicon.code(tokenHash(token)) & EMOTE_FLAG) !== 0;
      if (known && !message.emotes.some(({ name }) => name === token)) uses.set(token, (uses.get(token) ?? 0) + 1);
    }
    for (const [name, count] of uses) {
      const before = this.#emotes.get(name);
      if (before === undefined && this.#emotes.size >= EMOTE_NAMES_MAX) continue;
      this.#emotes.set(name, (before ?? 0) + Math.min(count, USES_A_MESSAGE_MAX));
    }
  }
}
