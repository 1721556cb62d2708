import type { ChannelName, ChatMessage, ChatRetraction, EpochMs } from '../../domain/chat-event.ts';
import type { Digest, Headline } from '../../domain/headline.ts';
import type { Sentiment } from '../../domain/mood.ts';
import { findTopics } from './find-topics.ts';
import { wordHeadline } from './headline-words.ts';
import { confidenceOf, entropyOf } from './judge-topics.ts';
import { NameTable } from './name-table.ts';
import { Revision } from './revision.ts';
import { StretchTree } from './stretch-tree.ts';
import { TokenReader } from './token-reader.ts';
import type { Topic } from './topic.ts';
import { WindowChooser } from './window-chooser.ts';
import type { WindowView } from './window-view.ts';

/** A headline and its digest are renewed this often at most: a little less than the half second at which pages ask. */
const RENEWED_MS = 400;

interface Snapshot {
  readonly digest: Digest;
  readonly headline: Headline;
}

/** What one channel's chat is talking about. Times never go back. */
export class ChannelDigest {
  readonly #channel: ChannelName;
  readonly #reader: TokenReader;
  readonly #tree: StretchTree;
  readonly #names = new NameTable();
  readonly #revision = new Revision();
  readonly #window = new WindowChooser();
  #messagesEver = 0;
  #snapshot: Snapshot | null = null;
  #changed = false;
  #named: readonly string[] = [];

  /** @param reader keeps nothing between messages, so that all channels can use the same */
  constructor(channel: ChannelName, reader = new TokenReader()) {
    this.#channel = channel;
    this.#reader = reader;
    this.#tree = new StretchTree(reader);
  }

  /**
   * @param chatter from `chatterKey`
   * @param emotes names of all emotes in the message, one entry a use: the platform's own, then others in the order in
   *   which they stand in the text. Used during the call only; without them, others are told by how they are written
   */
  observe(message: ChatMessage, sentiment: Sentiment, chatter: number, emotes: readonly string[] = []): void {
    this.#reader.read(message.text, message.emotes, emotes, message.emotes.length);
    if (this.#reader.command) return;
    const added = this.#tree.add(message, chatter, sentiment.score, emotes);
    if (added === 'flood') return;
    if (added === 'new-chatter') this.#names.add(message.author.login);
    this.#messagesEver++;
    this.#changed = true;
  }

  /** No bucket may show what a moderator took back. */
  retract(retraction: ChatRetraction): void {
    this.#tree.retract(retraction);
    this.#snapshot = null;
  }

  /**
   * Moves finished stretches of time up the tree; cheap when nothing is due. Messages and questions do so themselves: it
   * is only for the memory of a chat that fell silent.
   */
  roll(now: EpochMs): void {
    if (this.#tree.roll(now)) this.#changed = true;
  }

  digest(now: EpochMs): Digest {
    return this.#current(now).digest;
  }

  headline(now: EpochMs): Headline {
    return this.#current(now).headline;
  }

  #current(now: EpochMs): Snapshot {
    this.roll(now);
    const held = this.#snapshot;
    if (held !== null && (!this.#changed || now - held.headline.at < RENEWED_MS)) return held;
    this.#changed = false;
    const view = this.#window.choose((minutes) => this.#tree.view(now, minutes));
    const topics = findTopics(view, this.#reader, (key) => this.#names.has(key));
    const headline = this.#headline(view, topics);
    return (this.#snapshot = { headline, digest: this.#digest(view, topics) });
  }

  #digest(view: WindowView, topics: readonly Topic[]): Digest {
    return {
      channel: this.#channel,
      ...figuresOf(view),
      chatters: view.chatters,
      buckets: topics.map(({ bucket }) => bucket),
      entropy: entropyOf(topics, view.messages),
      revision: this.#revision.judge(topics, view.to, this.#messagesEver),
    };
  }

  #headline(view: WindowView, topics: readonly Topic[]): Headline {
    const seconds = (view.to - view.from) / 1_000;
    const { sentences, named } = wordHeadline(
      topics,
      { messages: view.messages, chatters: view.chatters, seconds },
      this.#named,
    );
    this.#named = named;
    return {
      channel: this.#channel,
      at: view.to,
      sentences,
      ...figuresOf(view),
      confidence: confidenceOf(topics, named, view.messages),
      messagesPerSecond: view.messages / Math.max(1, seconds),
      buckets: topics.map(({ bucket }) => bucket),
      model: 'extractive',
    };
  }
}

function figuresOf({
  from,
  to,
  messages,
  feeling,
}: WindowView): Pick<Digest, 'from' | 'to' | 'messages' | 'sentiment'> {
  const sentiment = messages === 0 ? 0 : Math.max(-1, Math.min(1, feeling / messages));
  return { from, to, messages, sentiment };
}
