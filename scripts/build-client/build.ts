import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourceStamp } from './stamp.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Everything the built pages are made of. */
const SOURCES = ['src/web/client', 'src/lib', 'src/domain', 'data/fonts', 'package-lock.json'];
const STAMP_FILE = '.stamp';

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
    const [{ build }, { clientBuild }] = await Promise.all([
      import('vite'),
      import('../../src/web/client/vite.config.ts'),
    ]);
    await build(clientBuild(fresh));
    await writeFile(path.join(fresh, STAMP_FILE), stamp);
    await replaceFolder(outDir, fresh);
    return true;
  } catch (error) {
    warn(`the dashboard could not be built: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
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
  if (existsSync(place)) await rename(place, old);
  await rename(fresh, place);
  await rm(old, { recursive: true, force: true });
}
