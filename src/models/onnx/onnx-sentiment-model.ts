import { statSync } from 'node:fs';
import path from 'node:path';
import type { Sentiment } from '../../domain/mood.ts';
import type { ModelAnswer, RateableText, SentimentModel } from '../../domain/ports/models.ts';
import { Gate } from '../../lib/gate.ts';
import { clip } from '../../lib/markdown.ts';
import { TimeoutError, withTimeout } from '../../lib/with-timeout.ts';
import { promptText } from '../summary/chat-data.ts';
import { ClassifierError, ClassifierThread } from './classifier-thread.ts';
import { createLabelReader, type LabelReader } from './label-meaning.ts';
import type { ClassifierSource } from './worker-protocol.ts';

const BATCH_MAX = 32;
const BATCH_TIMEOUT_MS = 10_000;
const DETAIL_CHARACTERS_MAX = 300;
const LIBRARY = '@huggingface/transformers';
const HUB_NAME = /^[\w.-]{1,96}\/[\w.-]{1,96}$/;

export interface OnnxOptions {
  /** A folder, or a name on the hub as OWNER/NAME. */
  readonly source: string;
  /** Models from the hub are kept below it. */
  readonly dataFolder: string;
  /** What `import` takes for the library; its package name unless told. */
  readonly library?: string;
}

/** The model cannot be loaded; the message says why and what to do. */
export class OnnxLoadError extends Error {
  override readonly name = 'OnnxLoadError';
}

/** A text classifier that runs here, in a thread of its own. */
export class OnnxSentimentModel implements SentimentModel {
  readonly name: string;
  readonly batchMax = BATCH_MAX;
  readonly #source: ClassifierSource;
  readonly #read: LabelReader = createLabelReader();
  readonly #turn = new Gate({ runningMax: 1, waitingMax: 4 });
  readonly #closing = new AbortController();
  #thread: ClassifierThread | null;

  private constructor(name: string, source: ClassifierSource, thread: ClassifierThread) {
    this.name = name;
    this.#source = source;
    this.#thread = thread;
  }

  /** @throws OnnxLoadError, or the signal's reason */
  static async load(options: OnnxOptions, signal: AbortSignal): Promise<OnnxSentimentModel> {
    const source = locate(options);
    try {
      const thread = await ClassifierThread.start(source, signal);
      return new OnnxSentimentModel(`onnx:${options.source}`, source, thread);
    } catch (error) {
      if (error instanceof ClassifierError)
        throw new OnnxLoadError(loadProblem(error.message, source), { cause: error });
      throw error;
    }
  }

  async rate(texts: readonly RateableText[], signal: AbortSignal): Promise<ModelAnswer<readonly Sentiment[]>> {
    const outer = AbortSignal.any([signal, this.#closing.signal]);
    try {
      const answer = await this.#turn.run(() => this.#judge(texts, outer), outer);
      return answer ?? failed('rate-limited', 'Too many batches wait for it already.');
    } catch (error) {
      if (outer.aborted) return failed('timeout', 'Nobody waited for its answer any more.');
      throw error;
    }
  }

  async #judge(texts: readonly RateableText[], signal: AbortSignal): Promise<ModelAnswer<readonly Sentiment[]>> {
    try {
      const scores = await withTimeout('classifying', BATCH_TIMEOUT_MS, signal, async (inner) => {
        this.#thread ??= await ClassifierThread.start(this.#source, inner);
        return this.#thread.classify(
          texts.map(({ text }) => promptText(text) || ' '),
          inner,
        );
      });
      const moods = scores.map((labels) => this.#read(labels));
      const [strange] = moods.flatMap((mood, i) => (mood === null ? [scores[i] ?? []] : []));
      if (strange !== undefined) return failed('malformed', unknownLabels(strange.map(({ label }) => label)));
      const known = moods.filter((mood) => mood !== null);
      return known.length === texts.length
        ? { kind: 'answered', value: known }
        : failed('malformed', 'It judged another number of messages than it was given.');
    } catch (error) {
      // A thread that hangs or died is replaced with the next batch.
      await this.#drop();
      if (error instanceof TimeoutError) return failed('timeout', `It took longer than ${BATCH_TIMEOUT_MS / 1_000} s.`);
      if (error instanceof ClassifierError) return failed('unreachable', clip(error.message, DETAIL_CHARACTERS_MAX));
      throw error;
    }
  }

  async #drop(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new Error('the classifier is closed'));
    await this.#drop();
  }
}

function failed(reason: 'timeout' | 'rate-limited' | 'unreachable' | 'malformed', detail: string): ModelAnswer<never> {
  return { kind: 'failed', reason, detail };
}

/** @throws OnnxLoadError where the source is neither a folder nor a name on the hub */
function locate({ source, dataFolder, library = LIBRARY }: OnnxOptions): ClassifierSource {
  const cacheFolder = path.resolve(dataFolder, 'models');
  const folder = path.resolve(source);
  if (isFolder(folder)) return { model: folder, local: true, library, cacheFolder };
  if (path.isAbsolute(source) || /^\.{1,2}[\\/]/.test(source) || !HUB_NAME.test(source))
    throw new OnnxLoadError(
      `There is no folder ${source}. Name a folder that holds config.json, tokenizer.json and onnx/model.onnx, or a model of the hub as OWNER/NAME.`,
    );
  return { model: source, local: false, library, cacheFolder };
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function loadProblem(message: string, { library, model }: ClassifierSource): string {
  if (message.includes(library) && /cannot find (?:package|module)/i.test(message))
    return `The package that runs ONNX models is not installed, because it takes 470 MB. Run: npm install ${LIBRARY}@4.3.1`;
  return `The model ${model} does not load: ${clip(message.replace(/\s+/g, ' '), DETAIL_CHARACTERS_MAX)}`;
}

function unknownLabels(labels: readonly string[]): string {
  const shown = labels.slice(0, 5).map((label) => clip(label, 30));
  return `Its labels (${shown.join(', ')}) are not known to mean good or bad. Use a model with labels such as positive and negative, or 1 star to 5 stars.`;
}
