import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { errorMessage } from '../../src/lib/error-message.ts';
import { sourceStamp } from './stamp.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Everything the built pages are made of. */
const SOURCES = ['src/web/client', 'src/lib', 'src/domain', 'data/fonts', 'package-lock.json'];
const STAMP_FILE = '.stamp';
const BUILD_MS_MAX = 120_000;

export interface BuildOptions {
  /** Builds although nothing changed. */
  readonly force?: boolean;
  /** Absolute path of the folder; `dist/web` by default. */
  readonly outDir?: string;
  readonly warn?: (sentence: string) => void;
}

/**
 * Builds the pages if their sources changed. The new folder takes the old one's place at once, so a bot that runs never
 * serves half a build. False when it failed; without the tools for building (a production install) the bot still runs,
 * with the pages of the last build or none.
 */
export async function buildClient(options: BuildOptions = {}): Promise<boolean> {
  const { outDir = path.join(ROOT, 'dist/web'), warn = (sentence) => process.stderr.write(`hypewire: ${sentence}\n`) } =
    options;
  const stamp = await sourceStamp(ROOT, SOURCES);
  if (options.force !== true && (await readStamp(outDir)) === stamp) return true;
  if (!existsSync(path.join(ROOT, 'node_modules/vite'))) {
    warn('the dashboard is not built, because the development dependencies are missing ("npm ci --include=dev").');
    return true;
  }
  const fresh = `${outDir}.${process.pid}.new`;
  try {
    await runVite(fresh);
    await writeFile(path.join(fresh, STAMP_FILE), stamp);
    await replaceFolder(outDir, fresh);
    return true;
  } catch (error) {
    warn(`the dashboard could not be built: ${errorMessage(error)}`);
    return false;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** @throws with what the build complained of */
async function runVite(outDir: string): Promise<void> {
  const script = fileURLToPath(new URL('./run-vite.ts', import.meta.url));
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [script, outDir], { cwd: ROOT, env, timeout: BUILD_MS_MAX });
}

async function readStamp(outDir: string): Promise<string | null> {
  try {
    return await readFile(path.join(outDir, STAMP_FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function replaceFolder(place: string, fresh: string): Promise<void> {
  const old = `${place}.${process.pid}.old`;
  await mkdir(path.dirname(place), { recursive: true });
  await renameUnless(place, old, ['ENOENT']);
  // Another build of the same sources may have been quicker.
  await renameUnless(fresh, place, ['ENOTEMPTY', 'EEXIST']);
  await rm(old, { recursive: true, force: true });
}

async function renameUnless(from: string, to: string, expected: readonly string[]): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!expected.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
