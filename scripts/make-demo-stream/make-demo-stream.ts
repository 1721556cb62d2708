import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import { DEMO_SEED, generateDemo } from './generate.ts';

// Writes the demo stream that `npm start` plays without any configuration: node scripts/run.mjs scripts/make-demo-stream/make-demo-stream.ts
const folder = path.join(import.meta.dirname, '../../data/demo');
const { lines, labels } = generateDemo(DEMO_SEED);
await mkdir(folder, { recursive: true });
const packed = gzipSync(`${lines.join('\n')}\n`, { level: constants.Z_BEST_COMPRESSION });
await writeFile(path.join(folder, 'stream.irc.gz'), packed);
await writeFile(path.join(folder, 'labels.json'), `${JSON.stringify(labels, null, 2)}\n`);
console.log(`${lines.length} lines, ${packed.length} bytes`);
