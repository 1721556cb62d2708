import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Where the build leaves the page, below the folder of the built client. */
const FILE = 'overlay/index.html';
const BUILD_CHARS = 16;
/** A picture on a stream must never be an error message. */
const NOTHING = '<!doctype html><html lang="en"><title>Hypewire overlay: the pages are not built</title></html>';

/** The built page, read anew for each visitor, as a bot may outlive a build. */
export class OverlayPage {
  readonly #file: string | null;
  #build = '';

  constructor(clientFolder: string | null) {
    this.#file = clientFolder === null ? null : path.join(clientFolder, FILE);
  }

  /** Changes with the page and everything it loads, whose names stand in it. '' where no page is built. */
  get build(): string {
    return this.#build;
  }

  /** An empty page where none is built. The page is told its build in an attribute of its root. */
  async html(): Promise<string> {
    const built = this.#file === null ? null : await readIfThere(this.#file);
    this.#build = built === null ? '' : createHash('sha256').update(built).digest('hex').slice(0, BUILD_CHARS);
    return built === null ? NOTHING : built.replace('data-build=""', `data-build="${this.#build}"`);
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
