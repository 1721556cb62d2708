import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** All files below the given files and folders, sorted, as paths relative to `root`. */
export async function filesBelow(root: string, places: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const place of places) {
    const entries = await readdir(path.join(root, place), { recursive: true, withFileTypes: true }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOTDIR') return null;
        throw error;
      },
    );
    if (entries === null) found.push(place);
    else
      for (const entry of entries) {
        if (entry.isFile()) found.push(path.relative(root, path.join(entry.parentPath, entry.name)));
      }
  }
  return found.sort();
}

/** Changes when a file is added, removed, renamed or written differently; tests do not count. */
export async function sourceStamp(root: string, places: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of await filesBelow(root, places)) {
    if (/\.test\.tsx?$/.test(file)) continue;
    const bytes = await readFile(path.join(root, file));
    hash.update(`${file.replaceAll(path.sep, '/')}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}
