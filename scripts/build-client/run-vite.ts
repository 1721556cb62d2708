/**
 * Builds the pages into the folder named by the first argument. A process of its own, because what the build makes
 * depends on NODE_ENV, which the caller may need to be something else.
 */
import { build } from 'vite';
import { clientBuild } from '../../src/web/client/vite.config.ts';

const outDir = process.argv[2];
if (outDir === undefined) throw new Error('usage: run-vite.ts FOLDER');
await build(clientBuild(outDir));
