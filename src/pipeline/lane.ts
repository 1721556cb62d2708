import type { ChatEvent, ChatMessage, ChannelName, EpochMs, StreamInfo } from '../domain/chat-event.ts';
import type { ChannelMetrics, SecondSample } from '../domain/channel-metrics.ts';
import type { Digest, Headline } from '../domain/headline.ts';
import type { HypeMoment, MomentSeries } from '../domain/hype-moment.ts';
import type { MoodSnapshot } from '../domain/mood.ts';
import { chatterKey, hash32 } from '../lib/hash.ts';
import type { WordTable } from '../lib/word-table.ts';
import { ChannelDigest } from './digest/channel-digest.ts';
import type { TokenReader } from './digest/token-reader.ts';
import type { Detector } from './hype/detector.ts';
import { createDetector } from './hype/create-detector.ts';
import type { MessageShape } from './hype/message-shape.ts';
import { Intake } from './intake/intake.ts';
import { eachEmote } from './metrics/each-emote.ts';
import { ChannelWindow, codePoints } from './metrics/channel-window.ts';
import type { EmoteWords } from './metrics/emote-words.ts';
import { MinuteRecorder, minuteOf } from './metrics/minute-recorder.ts';
import { MoodTracker, type MoodRevision } from './mood/mood-tracker.ts';
import type { PipelineOptions, PipelineSink } from './sink.ts';

const SECOND_MS = 1_000;
/** A minute is handed to storage this often while it fills, so that a crash loses little of the baseline. */
const MINUTE_SNAPSHOT_MS = 10_000;
const TOP_EMOTES_MAX = 10;

/** Take messages apart for all lanes in turn and keep nothing between two. */
export interface Readers {
  readonly tokens: TokenReader;
  readonly shape: MessageShape;
}

/**
 * Everything that is known about one channel. Lanes share nothing, so one can be rebuilt or moved alone.
 * The order of its parts is the order in which a message passes them.
 */
export class Lane {
  readonly channel: ChannelName;
  readonly #intake: Intake;
  readonly #window: ChannelWindow;
  readonly #detector: Detector;
  readonly #minute: MinuteRecorder;
  readonly #mood: MoodTracker;
  readonly #digest: ChannelDigest;
  readonly #sink: PipelineSink;
  /** Emotes of the message in hand: one list for all messages, so that counting them allocates nothing. */
  readonly #emotes: string[] = [];
  readonly #countEmote = (name: string): void => {
    this.#emotes.push(name);
    this.#window.addEmote(name);
    this.#minute.addEmote(name);
  };
  readonly #words: EmoteWords;
  #ownWords: WordTable | null;
  #clock: EpochMs;
  #nextSecond: EpochMs;
  #nextSnapshot: EpochMs;
  #stream: StreamInfo | null = null;
  #metrics: ChannelMetrics | null = null;
  #openMoment: HypeMoment | null = null;

  constructor(
    channel: ChannelName,
    now: EpochMs,
    options: PipelineOptions,
    words: EmoteWords,
    readers: Readers,
    sink: PipelineSink,
  ) {
    this.channel = channel;
    this.#sink = sink;
    this.#words = words;
    this.#ownWords = words.own(channel);
    this.#clock = now;
    this.#nextSecond = Math.floor(now / SECOND_MS) * SECOND_MS + SECOND_MS;
    this.#nextSnapshot = now + MINUTE_SNAPSHOT_MS;
    this.#intake = new Intake(options);
    this.#window = new ChannelWindow();
    this.#minute = new MinuteRecorder(channel, now);
    this.#mood = new MoodTracker(channel, options.scorer, now);
    this.#digest = new ChannelDigest(channel, readers.tokens);
    this.#detector = createDetector(options.detector, {
      channel,
      shape: readers.shape,
      streamId: () => this.#stream?.id ?? null,
      streamStartedAt: () => this.#stream?.startedAt ?? null,
    });
  }

  get metrics(): ChannelMetrics | null {
    return this.#metrics;
  }

  get stream(): StreamInfo | null {
    return this.#stream;
  }

  get openMoment(): HypeMoment | null {
    return this.#openMoment;
  }

  series(seconds: number): MomentSeries | null {
    return this.#detector.series(this.#clock, seconds);
  }

  /** Null before the first message. */
  mood(): MoodSnapshot | null {
    return this.#mood.hasMessages ? this.#mood.snapshot(this.#clock) : null;
  }

  digest(): Digest {
    return this.#digest.digest(this.#clock);
  }

  headline(): Headline {
    return this.#digest.headline(this.#clock);
  }

  /** Words that count as emotes here and not everywhere; null for none. */
  useEmotes(own: WordTable | null): void {
    this.#ownWords = own;
  }

  reviseMood(revision: MoodRevision): void {
    this.#mood.revise(revision);
  }

  restore(samples: readonly SecondSample[]): void {
    this.#detector.restore(samples);
  }

  accept(event: ChatEvent): void {
    this.#clock = Math.max(this.#clock, event.receivedAt);
    switch (event.kind) {
      case 'message':
        return this.#acceptMessage(event.receivedAt === this.#clock ? event : { ...event, receivedAt: this.#clock });
      case 'notice': {
        const outcome = this.#intake.notice(event);
        if (outcome.kind === 'drop') return this.#sink.dropped(this.channel, outcome.reason);
        this.#detector.notice(event);
        if (!this.#intake.mayShow(event)) return this.#sink.dropped(this.channel, 'opted-out');
        return this.#sink.noticed(event);
      }
      case 'retraction':
        this.#detector.retract(event);
        this.#digest.retract(event);
        return this.#sink.retracted(event);
      case 'signal':
        return this.#detector.signal(event);
      case 'gap':
        return this.#detector.gap(this.#clock);
      case 'stream':
        this.#stream = event.stream.endedAt === null ? event.stream : null;
        return;
    }
  }

  #acceptMessage(message: ChatMessage): void {
    const outcome = this.#intake.message(message);
    if (outcome.kind === 'drop') return this.#sink.dropped(this.channel, outcome.reason);
    const chatter = chatterKey(message.author.id);
    const characters = codePoints(message.text);
    this.#window.add(message.receivedAt, chatter, characters);
    this.#minute.add(chatter, characters);
    // Setting the length to 0 would throw the list's memory away.
    while (this.#emotes.length > 0) this.#emotes.pop();
    eachEmote(message, this.#words.everywhere, this.#ownWords, this.#countEmote);
    const sentiment = this.#mood.observe(message, this.#emotes, chatter);
    this.#digest.observe(message, sentiment, chatter, this.#emotes);
    this.#detector.observe(message, chatter);
    this.#sink.accepted(message, sentiment, this.#emotes);
  }

  /**
   * Time that never goes back within the lane; whatever became due by `now` is published. All of it is due by the second,
   * so between two seconds a tick costs next to nothing.
   */
  tick(now: EpochMs): void {
    this.#clock = Math.max(this.#clock, now);
    if (this.#clock < this.#nextSecond) return;
    for (const event of this.#detector.step(this.#clock)) {
      this.#openMoment = event.kind === 'ended' ? null : event.moment;
      this.#sink.hype(event);
    }
    this.#publishSecond();
    if (this.#clock >= this.#nextSnapshot) {
      this.#digest.roll(this.#clock);
      this.#snapshotMinute();
    }
    if (minuteOf(this.#clock) !== this.#minute.minute) this.#closeMinute();
  }

  /** Hands the unfinished minute to storage; for an orderly stop. */
  flush(): void {
    this.#snapshotMinute();
    this.#handEmotes();
  }

  #publishSecond(): void {
    this.#nextSecond = Math.floor(this.#clock / SECOND_MS) * SECOND_MS + SECOND_MS;
    this.#window.roll(this.#clock);
    const detector = this.#detector.reading();
    this.#minute.second(this.#window.messagesPerSecond, detector.score);
    this.#metrics = {
      channel: this.channel,
      at: this.#nextSecond - SECOND_MS,
      messagesPerSecond: this.#window.messagesPerSecond,
      messagesLastMinute: this.#window.messagesLastMinute,
      uniqueChatters5Min: this.#window.uniqueChatters5Min,
      topEmotes5Min: this.#window.topEmotes5Min(TOP_EMOTES_MAX),
      averageMessageLength5Min: this.#window.averageMessageLength5Min,
      detector,
    };
    this.#sink.metrics(this.#metrics);
  }

  #snapshotMinute(): void {
    this.#nextSnapshot = this.#clock + MINUTE_SNAPSHOT_MS;
    this.#sink.minute(this.#minute.snapshot(this.#detector.samples(this.#minute.minute)));
    this.#sink.mood(this.#mood.minute());
  }

  #handEmotes(): void {
    const uses = this.#minute.takeEmotes();
    if (uses !== null) this.#sink.emotes(uses);
  }

  #closeMinute(): void {
    this.#snapshotMinute();
    this.#handEmotes();
    this.#minute.next(this.#clock);
    this.#mood.nextMinute(this.#clock);
    // All minutes close at once; what comes between is spread out, lest all lanes work in the same tick.
    this.#nextSnapshot = this.#clock + (hash32(this.channel) % MINUTE_SNAPSHOT_MS);
  }
}
