import { z } from 'zod';

/** One emote as its provider describes it. */
export interface EmoteEntry {
  readonly id: string;
  readonly name: string;
  readonly animated: boolean;
  readonly zeroWidth: boolean;
  /** Where the picture is, if not at the provider's usual place. */
  readonly imageUrl: string | null;
}

/** What a live update changes in a set. */
export interface EmotePatch {
  readonly added: readonly EmoteEntry[];
  /** Ids. */
  readonly removed: readonly string[];
  readonly renamed: readonly { readonly id: string; readonly name: string }[];
}

/** As typed in chat: one word. */
export const emoteName = z.string().regex(/^[^\s\p{Cc}]{1,100}$/u);
export const emoteId = z.string().regex(/^[\w-]{1,64}$/);

const URL_CHARACTERS_MAX = 200;
const ANIMATED = 1;
const ZERO_WIDTH = 2;

const packedSchema = z.array(
  z.union([
    z.tuple([emoteId, emoteName, z.number().int().min(0).max(3)]),
    z.tuple([emoteId, emoteName, z.number().int().min(0).max(3), z.string().max(URL_CHARACTERS_MAX)]),
  ]),
);
export type PackedSet = z.output<typeof packedSchema>;

/**
 * A set as plain lists: a fifth of the size of objects, for the cache. As text it is one string in memory, and a
 * thousand channels' sets are a thousand things for the garbage collector instead of a million.
 */
export function packSet(entries: readonly EmoteEntry[]): PackedSet {
  return entries.map(({ id, name, animated, zeroWidth, imageUrl }) => {
    const flags = (animated ? ANIMATED : 0) | (zeroWidth ? ZERO_WIDTH : 0);
    return imageUrl === null ? [id, name, flags] : [id, name, flags, imageUrl];
  });
}

export function unpackSet(packed: PackedSet): EmoteEntry[] {
  return packed.map(([id, name, flags, imageUrl]) => ({
    id,
    name,
    animated: (flags & ANIMATED) !== 0,
    zeroWidth: (flags & ZERO_WIDTH) !== 0,
    imageUrl: imageUrl ?? null,
  }));
}

/** A set that was kept in a file; null where somebody else wrote there. */
export function readPackedSet(value: unknown): PackedSet | null {
  return packedSchema.safeParse(value).data ?? null;
}

/** The set after the change. A name that is taken goes to the newcomer, an emote that is there already is replaced. */
export function patchSet(entries: readonly EmoteEntry[], patch: EmotePatch, emotesMax: number): EmoteEntry[] {
  const names = new Map(patch.renamed.map(({ id, name }) => [id, name]));
  const gone = new Set([...patch.removed, ...patch.added.map(({ id }) => id)]);
  const kept = entries
    .filter(({ id }) => !gone.has(id))
    .map((entry) => ({ ...entry, name: names.get(entry.id) ?? entry.name }));
  return uniqueNames([...patch.added, ...kept]).slice(0, emotesMax);
}

/** Each name once, the first that bears it. */
export function uniqueNames<T extends { readonly name: string }>(entries: readonly T[]): T[] {
  const names = new Set<string>();
  return entries.filter(({ name }) => !names.has(name) && names.add(name));
}

/** An address that a page may load: absolute, encrypted, of sane length. Null for anything else. */
export function pictureUrl(address: string): string | null {
  const absolute = address.startsWith('//') ? `https:${address}` : address;
  const isFine = absolute.length <= URL_CHARACTERS_MAX && URL.canParse(absolute) && absolute.startsWith('https://');
  return isFine ? absolute : null;
}
