import { createOfflinePipeline } from '../app/offline-pipeline.ts';
import type { ChannelName, ChatEvent, EpochMs } from '../domain/chat-event.ts';
import { UserError } from '../domain/command.ts';
import type { Headline } from '../domain/headline.ts';
import { systemClock } from '../lib/clock.ts';
import { isClosedPipe, LineWriter } from '../lib/line-writer.ts';
import { createSteadyClock } from '../lib/steady-clock.ts';
import { headlineFrame } from '../lib/wire/headline.ts';
import { createLexiconScorer } from '../models/sentiment/lexicon-scorer.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { Player, TICK_MS, type ReplayTarget } from '../replay/player.ts';
import { describeProblems } from '../replay/read-tally.ts';
import { HeadlineDisplay } from '../terminal/headline-display.ts';
import { wantsColor } from '../terminal/terminal.ts';
import { HeadlineFeed } from './stream/headline-feed.ts';
import { openInput, type Input } from './stream/input.ts';
import { parseStreamOptions, STREAM_USAGE, type StreamOptions } from './stream/options.ts';
import { ScreenOutput } from './stream/screen-output.ts';

/** Of lines that name no channel. */
const UNNAMED_CHANNEL: ChannelName = 'stdin';
const GATHER_CHARS = 64 * 1024;

/** Exit codes: 0 read to its end, 1 nothing could be read, 2 the command line is wrong, 130 interrupted. */
async function main(): Promise<number> {
  let options;
  try {
    options = parseStreamOptions(process.argv.slice(2));
    if (options !== 'help' && process.stdin.isTTY) {
      throw new UserError('No chat is piped in. Try: npm run -s stream < recorded-chat');
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`stream: ${error.message}\n\nnpm run -s stream -- --help says more.\n`);
    return 2;
  }
  if (options === 'help') {
    process.stdout.write(`${STREAM_USAGE}\n`);
    return 0;
  }
  return new Stream(options).run();
}

class Stream {
  readonly #options: StreamOptions;
  readonly #stop = new AbortController();
  readonly #now = createSteadyClock(Date.now, () => performance.now());
  readonly #onTerminal: boolean;
  readonly #out: LineWriter;
  #screen: ScreenOutput | null = null;
  #interrupted = false;
  #failed = false;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#onTerminal = process.stdout.isTTY && !options.json && process.env['TERM'] !== 'dumb';
    this.#out = new LineWriter(process.stdout, {
      gatherCharsMax: GATHER_CHARS,
      onClosed: (error) => {
        this.#failed ||= !isClosedPipe(error);
        this.#stop.abort(error);
      },
    });
  }

  async run(): Promise<number> {
    process.once('SIGINT', this.#interrupt).once('SIGTERM', this.#interrupt);
    // Ends a read that waits for chat which may never come.
    this.#stop.signal.addEventListener('abort', () => process.stdin.destroy(), { once: true });
    let problems: readonly string[];
    try {
      problems = await this.#read();
    } finally {
      process.off('SIGINT', this.#interrupt).off('SIGTERM', this.#interrupt);
      this.#screen?.[Symbol.dispose]();
    }
    await this.#out[Symbol.asyncDispose]();
    for (const line of problems) process.stderr.write(`stream: ${line}\n`);
    if (this.#interrupted) return 130;
    return this.#failed ? 1 : 0;
  }

  readonly #interrupt = (): void => {
    this.#interrupted = true;
    this.#stop.abort(new Error('interrupted'));
  };

  /** @returns what is to be said about the input */
  async #read(): Promise<readonly string[]> {
    let input: Input | null = null;
    try {
      const { signal } = this.#stop;
      const channel = this.#options.channel ?? UNNAMED_CHANNEL;
      input = await openInput(process.stdin, { channel, now: this.#now, signal });
      await this.#play(input);
      if (input.tally.read === 0) throw new UserError('No line on standard input could be read as chat.');
    } catch (error) {
      if (!this.#stop.signal.aborted) {
        if (!(error instanceof UserError)) throw error;
        this.#failed = true;
        return [...(input === null ? [] : describeProblems('stdin', input.unit, input.tally)), error.message];
      }
    }
    return input === null ? [] : describeProblems('stdin', input.unit, input.tally);
  }

  async #play(input: Input): Promise<void> {
    if (this.#onTerminal) this.#screen = this.#openScreen();
    const pipeline = createOfflinePipeline(
      'robust',
      { metrics: (metrics) => this.#wanted(metrics.channel) && this.#screen?.metrics(metrics) },
      createLexiconScorer(),
    );
    const feed = new HeadlineFeed(
      this.#options.everyMs,
      (channel) => pipeline.headline(channel),
      (headline) => this.#tell(headline),
    );
    const tick = (now: EpochMs, channel: ChannelName): void => {
      pipeline.tick(now, channel);
      if (this.#wanted(channel)) feed.tick(channel, now);
    };
    try {
      if (input.live) await this.#playLive(input, pipeline, tick);
      else await this.#playRecorded(input, pipeline, tick);
    } finally {
      await this.#out.flush();
    }
  }

  /** Chat that happens now: events as they come, time as it passes. */
  async #playLive(input: Input, pipeline: Pipeline, tick: Tick): Promise<void> {
    const reading = new AbortController();
    const signal = AbortSignal.any([reading.signal, this.#stop.signal]);
    const tickAll = (): void => pipeline.channels().forEach((channel) => tick(this.#now(), channel));
    const ticking = (async () => {
      for (;;) {
        await systemClock.sleep(TICK_MS, signal);
        tickAll();
        await this.#out.flush();
      }
    })().catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    try {
      for await (const batch of input.batches) for (const event of batch) pipeline.accept(event);
    } finally {
      reading.abort();
      await ticking;
      this.#finish(pipeline, () => this.#now(), tick);
    }
  }

  /** Recorded chat: its own times, at the speed that was asked for. */
  async #playRecorded(input: Input, pipeline: Pipeline, tick: Tick): Promise<void> {
    const speed = this.#options.speed ?? (this.#onTerminal ? 1 : 'max');
    const target: ReplayTarget = { accept: (event) => pipeline.accept(event), tick, openMoment: () => null };
    const player = new Player(target, { speed, clock: systemClock });
    try {
      await player.play(this.#flushed(input), this.#stop.signal);
    } finally {
      const ends = new Map(player.totals().map(({ channel, lastAt }) => [channel, lastAt]));
      this.#finish(pipeline, (channel) => ends.get(channel) ?? 0, tick);
    }
  }

  async *#flushed({ batches }: Input): AsyncGenerator<readonly ChatEvent[]> {
    for await (const batch of batches) {
      yield batch;
      await this.#out.flush();
    }
  }

  /** One last headline of each channel, with everything in it. */
  #finish(pipeline: Pipeline, endOf: (channel: ChannelName) => EpochMs, tick: Tick): void {
    for (const channel of pipeline.channels()) tick(endOf(channel) + Math.ceil(this.#options.everyMs), channel);
  }

  #wanted(channel: ChannelName): boolean {
    return this.#options.channel === null || channel.toLowerCase() === this.#options.channel;
  }

  #tell(headline: Headline): void {
    if (this.#screen === null) this.#out.write(JSON.stringify(headlineFrame(headline)));
    else this.#screen.headline(headline);
  }

  #openScreen(): ScreenOutput {
    const color = wantsColor(process.stdout, process.env);
    return new ScreenOutput(new HeadlineDisplay({ stream: process.stdout, color, now: this.#now }));
  }
}

type Tick = (now: EpochMs, channel: ChannelName) => void;

process.exitCode = await main();
