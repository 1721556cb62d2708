import { stripInvisible } from '../../lib/markdown.ts';

/** Names of Twitch in any language; anything else is no name and is not repeated. */
const SHOWABLE = /^[\p{L}\p{N}_]{1,25}$/u;

/**
 * Names on their way through a model: each person is called `viewer1`, `viewer2` … there, the same one everywhere, so that
 * a summary stays coherent although no name leaves the machine; coming back, only those become names again.
 */
export class Handles {
  readonly #handleOf = new Map<string, string>();
  readonly #nameOf = new Map<string, string>();

  /** The handle of an author, the same at every call. */
  of(author: string): string {
    const known = this.#handleOf.get(author);
    if (known !== undefined) return known;
    const handle = `viewer${this.#handleOf.size + 1}`;
    this.#handleOf.set(author, handle);
    this.#nameOf.set(handle, author);
    return handle;
  }

  /** Who stands behind each handle. */
  get people(): ReadonlyMap<string, string> {
    return this.#nameOf;
  }

  /** A message for a model: mentions of known people by their handle, others by none. */
  hide(text: string): string {
    return text
      .replace(/\bviewer[ -]?\d+\b/gi, 'viewer')
      .replace(/@([\p{L}\p{N}_]{1,25})/gu, (_, name: string) => this.#mentioned(name));
  }

  /** A sentence of a model for people: handles become names. What no handle stands for is left as it is. */
  show(text: string): string {
    return text.replace(/\bviewer[ -]?(\d+)\b/gi, (found, digits: string) => {
      const name = this.#nameOf.get(`viewer${digits}`);
      if (name === undefined) return found;
      return SHOWABLE.test(stripInvisible(name)) ? name : 'a viewer';
    });
  }

  #mentioned(name: string): string {
    for (const [author, handle] of this.#handleOf) if (author.toLowerCase() === name.toLowerCase()) return handle;
    return 'somebody';
  }
}
