import type { ChatMessage } from '../../src/domain/chat-event.ts';
import type { Headline, TopicBucket } from '../../src/domain/headline.ts';

/**
 * Looks a headline up in the messages it speaks of, with means of its own: nothing here is shared with the code that
 * wrote it.
 */
export class HeadlineTruth {
  readonly #headline: Headline;
  readonly #window: readonly {
    readonly author: string;
    readonly text: string;
    readonly folded: string;
    readonly words: ReadonlySet<string>;
  }[];

  constructor(headline: Headline, messages: readonly ChatMessage[]) {
    this.#headline = headline;
    this.#window = messages
      .filter(({ receivedAt }) => receivedAt >= headline.from && receivedAt <= headline.to)
      .filter(({ text }) => !/^![a-z]/i.test(text))
      .map(({ author, text }) => ({
        author: author.id,
        text: text.toLowerCase(),
        folded: fold(text),
        words: wordsOf(text),
      }));
  }

  get messages(): number {
    return this.#window.length;
  }

  /** What stands in quotation marks. */
  quotes(): readonly string[] {
    return [...this.#text.matchAll(/“([^”]*)”/g)].map(([, quote]) => quote ?? '');
  }

  /** Different people who wrote a text. */
  peopleBehind(quote: string): number {
    const [asItIs, folded] = [quote.toLowerCase(), fold(quote)];
    const saying = this.#window.filter((one) => one.text.includes(asItIs) || one.folded.includes(folded));
    return new Set(saying.map(({ author }) => author)).size;
  }

  /** Numbers outside quotation marks and emote names that no bucket and no figure of the headline accounts for. */
  unfoundedNumbers(): readonly string[] {
    const { buckets, messages, from, to } = this.#headline;
    const seconds = (to - from) / 1_000;
    const founded = new Set(
      [
        ...buckets.map((bucket) => `${Math.round((bucket.messages / messages) * 100)}%`),
        ...buckets.flatMap(({ chatters }) => rounded(chatters)),
        ...rounded(this.people),
        String(messages),
        `${Math.round(seconds)} seconds`,
        `${Math.round(seconds / 60)} minutes`,
      ].map((number) => number.replaceAll(',', '')),
    );
    const bare = this.#text
      .replace(/“[^”]*”/g, '')
      .replace(/\((?:[^,()]+, )*(?=\d+%\))/g, '(')
      .replaceAll(',', '');
    const numbers = bare.match(/(?<![\p{L}\d])\d+(?:%| seconds| minutes)?(?![\p{L}\d])/gu) ?? [];
    return numbers.filter((number) => !founded.has(number));
  }

  /** Messages that hold the word a bucket stands for; null where its words cannot be told apart by spaces alone. */
  messagesOf({ keywords: [word] }: TopicBucket): number | null {
    const folded = fold(word ?? '');
    if (!/^[a-z]{3,}$/.test(folded)) return null;
    return this.#window.filter(({ words }) => words.has(folded)).length;
  }

  get people(): number {
    return new Set(this.#window.map(({ author }) => author)).size;
  }

  get #text(): string {
    return this.#headline.sentences.join(' ');
  }
}

/** A number of people as a headline may give it: as it is, or rounded where it is an estimate (within a tenth). */
function rounded(people: number): readonly string[] {
  const step = people < 100 ? 5 : people < 1_000 ? 10 : 100;
  const near = Array.from({ length: 9 }, (_, i) => (Math.round(people / step) + i - 4) * step);
  const close = near.filter((number) => Math.abs(number - people) <= Math.max(step, people * 0.1));
  return [String(people), ...close.map(String)];
}

/** Case, excitement and punctuation aside. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/(.)\1{2,}/gu, '$1')
    .replace(/[\p{P}\s]+/gu, ' ')
    .trim();
}

function wordsOf(text: string): ReadonlySet<string> {
  const visible = text.replace(/\S*(?:https?:|www\.|[a-z0-9]\.[a-z])\S*/gi, ' ').replace(/@\S+/g, ' ');
  const words = visible.replace(/['’]/g, '').match(/[\p{Script=Latin}\p{N}_]+/gu) ?? [];
  return new Set(words.map(fold));
}
