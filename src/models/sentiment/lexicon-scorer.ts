import type { Sentiment } from '../../domain/mood.ts';
import type { LearnedValence, RateableText, SentimentScorer, TokenSink } from '../../domain/ports/models.ts';
import { buildLexicon } from './lexicon/build-lexicon.ts';
import { Evidence } from './lexicon/evidence.ts';
import { findPhrases } from './lexicon/find-phrases.ts';
import { judge } from './lexicon/judge.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import { MessageReader } from './lexicon/message-reader.ts';
import { TokenWeigher } from './lexicon/weigh-tokens.ts';

/**
 * The lexicon that ships with the program: words, emoji and emotes, no network. Deterministic, total on any string and
 * linear in its length. docs/lexicons/sentiment.md explains how it judges.
 */
export function createLexiconScorer(lexicon: Lexicon = buildLexicon()): SentimentScorer {
  return new LexiconScorer(lexicon);
}

class LexiconScorer implements SentimentScorer {
  readonly name = 'lexicon';
  readonly #lexicon: Lexicon;
  readonly #reader: MessageReader;
  readonly #weigher: TokenWeigher;
  readonly #evidence = new Evidence();

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
    this.#reader = new MessageReader(lexicon);
    this.#weigher = new TokenWeigher(lexicon);
  }

  rate(message: RateableText, learned: LearnedValence | null, heard: TokenSink | null): Sentiment {
    const evidence = this.#evidence;
    const reader = this.#reader;
    evidence.reset();
    reader.read(message.text, message.emotes);
    if (!reader.command) {
      findPhrases(reader.tokens, this.#lexicon);
      this.#weigher.weigh(message.text, reader.tokens, learned, heard, evidence);
      if (message.emotes.length > 0) {
        reader.named.eachUnseen((name) => this.#weigher.weighNamed(name, learned, heard, evidence));
      }
    }
    return judge(evidence, reader, message.text.length);
  }
}
