/**
 * Stands in for the library that runs ONNX models, inside the classifying thread. The name of the model says how it
 * behaves; a text that says "hang", "die" or "throw" is obeyed.
 */
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export const env = { allowRemoteModels: true, allowLocalModels: true, cacheDir: '' };

const LABELS = { sentiment: ['positive', 'negative'], animals: ['cat', 'dog'] };

export async function pipeline(task, model, options) {
  const name = basename(model);
  if (task !== 'text-classification' || options.device !== 'cpu') throw new Error('asked for something else');
  if (options.local_files_only !== !env.allowRemoteModels) throw new Error('would go to the network');
  if (name === 'broken') throw new Error('Protobuf parsing failed.');
  if (name === 'slow') await delay(3_600_000);
  if (name === 'deadly') process.exit(3);
  return async (texts) => {
    if (texts.includes('hang')) await delay(3_600_000);
    if (texts.includes('die')) process.exit(3);
    if (texts.includes('throw')) throw new Error('out of memory');
    if (name === 'odd') return [[{ label: 1 }]];
    const [good, bad] = LABELS[name] ?? LABELS.sentiment;
    return texts.map((text) => {
      const score = text.includes('good') ? 0.9 : 0.2;
      return [
        { label: good, score },
        { label: bad, score: 1 - score },
      ];
    });
  };
}
