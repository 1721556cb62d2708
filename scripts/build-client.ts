/**
 * Builds the dashboard into dist/web, when its sources changed since the last time. Quiet unless something is wrong.
 *
 *   node scripts/run.mjs scripts/build-client.ts [--force]
 */
import { buildClient } from './build-client/build.ts';

process.exitCode = (await buildClient({ force: process.argv.includes('--force') })) ? 0 : 1;
