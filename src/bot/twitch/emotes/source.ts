import type { EmoteProviderStatus } from '../../../domain/ports/emotes.ts';
import { EmoteError } from './ask.ts';
import { uniqueNames, type EmoteEntry } from './emote-set.ts';

export type ThirdParty = EmoteProviderStatus['provider'];

/** Asks for a path below the API's version; null where there is nothing (404). @throws EmoteError */
export type Ask = (path: string) => Promise<unknown>;

export interface EmoteAnswer {
  readonly entries: readonly EmoteEntry[];
  /** What to follow at the provider's socket to hear of changes. */
  readonly topics: readonly string[];
  /** Left out, because they cannot be read or are more than a set may have. */
  readonly leftOut: number;
}

/** One provider: what to ask, and how its answers are read. Knows no sockets, times or caches. */
export interface EmoteSource {
  readonly provider: ThirdParty;
  /** Name for people. */
  readonly title: string;
  /** Path segment between root and resource. */
  readonly version: string;
  /** @throws EmoteError also for an answer that cannot be read */
  global(ask: Ask, emotesMax: number): Promise<EmoteAnswer>;
  /** @param roomId Twitch id of the channel; a channel the provider does not know has an empty set */
  channel(ask: Ask, roomId: string, emotesMax: number): Promise<EmoteAnswer>;
  /** Where the provider keeps a picture about 28 pixels high. */
  imageUrl(id: string, animated: boolean): string;
}

/**
 * Reads a list of emotes one by one, so that a new kind of emote does not cost all the others.
 * @param read null for one that cannot be read
 * @throws EmoteError when none of them can be read
 */
export function readEntries(
  list: readonly unknown[],
  read: (raw: unknown) => EmoteEntry | null,
  emotesMax: number,
): Pick<EmoteAnswer, 'entries' | 'leftOut'> {
  const readable = list.slice(0, emotesMax).flatMap((raw) => read(raw) ?? []);
  if (list.length > 0 && readable.length === 0) throw malformed('no emote in it can be read');
  return { entries: uniqueNames(readable), leftOut: list.length - readable.length };
}

export function malformed(why: string, cause?: unknown): EmoteError {
  return new EmoteError('malformed', `The answer is not as described: ${why}`, { cause });
}
