import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { z } from 'zod';
import { errorMessage } from '../../lib/error-message.ts';
import type { LabelScore } from './label-meaning.ts';
import type { ClassifierReply, ClassifierSource, ClassifyRequest } from './worker-protocol.ts';

const LABELS_MAX = 64;

const scoreLists = z.array(z.array(z.object({ label: z.string(), score: z.number() })).max(LABELS_MAX));
type Classify = (texts: readonly string[]) => Promise<readonly (readonly LabelScore[])[]>;

/** The little of the library that is used. It is optional, so its own types may not be there. */
interface Library {
  readonly env: { allowRemoteModels: boolean; allowLocalModels: boolean; cacheDir: string };
  readonly pipeline: (
    task: 'text-classification',
    model: string,
    options: object,
  ) => Promise<(texts: string[], options: object) => Promise<unknown>>;
}

/** Entry of the classifying thread: loads one model, says so, then judges batches one after the other. */
async function serve(port: MessagePort, source: ClassifierSource): Promise<void> {
  const say = (reply: ClassifierReply): void => port.postMessage(reply);
  try {
    const classify = await load(source);
    port.on('message', ({ texts }: ClassifyRequest) => void answer(classify, texts, say));
    say({ kind: 'loaded' });
  } catch (error) {
    say({ kind: 'failed', message: errorMessage(error) });
  }
}

async function load({ model, local, library, cacheFolder }: ClassifierSource): Promise<Classify> {
  const { env, pipeline } = (await import(library)) as Library;
  env.allowLocalModels = local;
  env.allowRemoteModels = !local;
  env.cacheDir = cacheFolder;
  // One thread: chat is read on the other.
  const classifier = await pipeline('text-classification', model, {
    device: 'cpu',
    local_files_only: local,
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  });
  return async (texts) => scoreLists.parse(await classifier([...texts], { top_k: LABELS_MAX }));
}

async function answer(
  classify: Classify,
  texts: readonly string[],
  say: (reply: ClassifierReply) => void,
): Promise<void> {
  try {
    say({ kind: 'classified', scores: await classify(texts) });
  } catch (error) {
    say({ kind: 'failed', message: errorMessage(error) });
  }
}

if (parentPort === null) throw new Error('this file runs as a worker thread');
await serve(parentPort, workerData as ClassifierSource);
