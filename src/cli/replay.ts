import { createOfflinePipeline } from '../app/offline-pipeline.ts';
import type { ChatEvent } from '../domain/chat-event.ts';
import { UserError } from '../domain/command.ts';
import type { HypeEvent } from '../domain/hype-moment.ts';
import { systemClock } from '../lib/clock.ts';
import { isClosedPipe, LineWriter } from '../lib/line-writer.ts';
import { hypeEventFrame } from '../lib/wire/hype-event.ts';
import { metricsFrame } from '../lib/wire/metrics.ts';
import { scoreThreshold } from '../pipeline/hype/sensitivity.ts';
import type { PipelineSink } from '../pipeline/sink.ts';
import { momentRow, screenSafe, TABLE_HEAD } from '../replay/moment-table.ts';
import { Player } from '../replay/player.ts';
import { describeProblems } from '../replay/read-tally.ts';
import { openRecording, type Recording } from '../replay/recording.ts';
import { parseReplayOptions, REPLAY_USAGE, type ReplayOptions } from '../replay/replay-options.ts';
import { describeTotals } from '../replay/summary.ts';
import { ThresholdGate } from '../replay/threshold-gate.ts';

const GATHER_CHARS = 64 * 1024;

/** Exit codes: 0 played, 1 something could not be read, 2 the command line is wrong, 130 interrupted. */
async function main(): Promise<number> {
  let options;
  try {
    options = parseReplayOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`replay: ${error.message}\n\nnpm run -s replay -- --help says more.\n`);
    return 2;
  }
  if (options === 'help') {
    process.stdout.write(`${REPLAY_USAGE}\n`);
    return 0;
  }
  return new Replay(options).run();
}

class Replay {
  readonly #options: ReplayOptions;
  readonly #stop = new AbortController();
  readonly #out: LineWriter;
  readonly #gate: ThresholdGate;
  #interrupted = false;
  #failed = false;
  #streams = 0;
  #messages = 0;
  #seconds = 0;
  #moments = 0;
  #unreadable = 0;
  /** The stream whose rows are being printed. */
  #heading = '';

  constructor(options: ReplayOptions) {
    this.#options = options;
    this.#gate = new ThresholdGate(scoreThreshold(options.sensitivity, options.detector));
    this.#out = new LineWriter(process.stdout, {
      gatherCharsMax: options.speed === 'max' ? GATHER_CHARS : 0,
      onClosed: (error) => {
        this.#failed ||= !isClosedPipe(error);
        this.#stop.abort(error);
      },
    });
  }

  async run(): Promise<number> {
    const startedAt = performance.now();
    process.once('SIGINT', this.#interrupt).once('SIGTERM', this.#interrupt);
    for (const file of this.#options.files) {
      if (this.#stop.signal.aborted) break;
      await this.#playFile(file);
    }
    process.off('SIGINT', this.#interrupt).off('SIGTERM', this.#interrupt);
    this.#printTotals(performance.now() - startedAt);
    await this.#out[Symbol.asyncDispose]();
    if (this.#interrupted) return 130;
    return this.#failed ? 1 : 0;
  }

  readonly #interrupt = (): void => {
    this.#interrupted = true;
    this.#stop.abort(new Error('interrupted'));
  };

  async #playFile(file: string): Promise<void> {
    try {
      const recording = await openRecording(file, this.#stop.signal);
      await this.#play(recording);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      if (!(error instanceof UserError)) throw error;
      this.#failed = true;
      process.stderr.write(`replay: ${error.message}\n`);
    }
  }

  async #play(recording: Recording): Promise<void> {
    // A pipeline a file: the same stream in two files is two recordings, each with its own clock.
    const pipeline = createOfflinePipeline(this.#options.detector, this.#sink());
    const player = new Player(pipeline, { speed: this.#options.speed, clock: systemClock });
    this.#heading = '';
    try {
      await player.play(this.#withBackpressure(recording), this.#stop.signal);
      player.finish();
    } finally {
      for (const { messages, firstAt, lastAt } of player.totals()) {
        this.#streams++;
        this.#messages += messages;
        this.#seconds += (lastAt - firstAt) / 1000;
      }
      this.#reportProblems(recording);
    }
  }

  async *#withBackpressure(recording: Recording): AsyncGenerator<readonly ChatEvent[]> {
    for await (const batch of recording.batches) {
      yield batch;
      await this.#out.flush();
    }
  }

  #reportProblems(recording: Recording): void {
    const unit = recording.format === 'twitch-downloader' ? 'comment' : 'line';
    for (const line of describeProblems(recording.name, unit, recording.tally))
      process.stderr.write(`replay: ${line}\n`);
    this.#unreadable += recording.tally.unreadable;
  }

  #sink(): Partial<PipelineSink> {
    const hype = (event: HypeEvent): void => this.#hype(event);
    if (!this.#options.metrics) return { hype };
    return { hype, metrics: (metrics) => this.#out.write(JSON.stringify(metricsFrame(metrics))) };
  }

  #hype(event: HypeEvent): void {
    const answer = this.#gate.judge(event);
    if (answer === null) return;
    if (answer.phase === 'started') this.#moments++;
    if (this.#options.json) {
      this.#out.write(JSON.stringify(hypeEventFrame(event.moment, answer.phase, event.at)));
      return;
    }
    // Whoever watches in real time sees a moment when it begins; otherwise its final numbers tell more.
    if (answer.phase !== (this.#options.speed === 'max' ? 'ended' : 'started')) return;
    const { moment } = event;
    if (moment.channel !== this.#heading) {
      this.#heading = moment.channel;
      this.#out.write(`\n${screenSafe(moment.channel)}\n${TABLE_HEAD}`);
    }
    const seconds = (moment.streamSeconds ?? 0) + (answer.reachedAt - moment.detectedAt) / 1000;
    this.#out.write(momentRow(moment, seconds));
  }

  /** JSON readers get only events on stdout. */
  #printTotals(elapsedMs: number): void {
    if (this.#streams === 0) return;
    const lines = describeTotals({
      streams: this.#streams,
      messages: this.#messages,
      seconds: this.#seconds,
      moments: this.#moments,
      unreadable: this.#unreadable,
      elapsedMs,
    });
    if (this.#options.json) process.stderr.write(`replay: ${lines.join('; ')}\n`);
    else for (const line of ['', ...lines]) this.#out.write(line);
  }
}

process.exitCode = await main();
