/** `node scripts/run.mjs scripts/make-tiny-onnx/make-tiny-onnx.ts FOLDER`: a model to try `MOOD_MODEL=onnx:FOLDER` with. */
import { writeTinyModel } from './tiny-model.ts';

const [, , folder] = process.argv;
if (folder === undefined) {
  console.error('Name the folder to write the model into.');
  process.exit(1);
}
writeTinyModel(folder);
console.log(`Wrote a tiny text classifier. Use it with MOOD_MODEL=onnx:${folder}`);
