/** Turns something unknown into a `T`, or throws `Unreadable`. Texts and lists are cut to their bounds, never trusted. */
export type Reader<T> = (value: unknown) => T;

/** What came over the wire is not what was agreed. */
export class Unreadable extends Error {}

/** One reader a field. A field that may be absent has a reader that takes `undefined`. */
export type Shape<T> = { readonly [K in keyof T]-?: Reader<T[K]> };

function refuse(wanted: string): never {
  throw new Unreadable(`expected ${wanted}`);
}

/** A text of at most `codeUnitsMax`; what is longer is cut. */
export function text(codeUnitsMax = 300): Reader<string> {
  return (value) => (typeof value === 'string' ? value.slice(0, codeUnitsMax) : refuse('a text'));
}

export const number: Reader<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? value : refuse('a number');

export const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : refuse('true or false'));

/** A time as ISO 8601; kept as the text it was. */
export const time: Reader<string> = (value) =>
  typeof value === 'string' && value.length <= 40 && Number.isFinite(Date.parse(value)) ? value : refuse('a time');

export function exactly<const T extends string>(wanted: T): Reader<T> {
  return (value) => (value === wanted ? wanted : refuse(`"${wanted}"`));
}

/** One of `known`; anything else becomes `otherwise`, so that a newer bot does not blind an older page. */
export function oneOf<T extends string>(known: readonly T[], otherwise: T): Reader<T> {
  return (value) => known.find((word) => word === value) ?? (typeof value === 'string' ? otherwise : refuse('a word'));
}

export function nullable<T>(reader: Reader<T>): Reader<T | null> {
  return (value) => (value === null || value === undefined ? null : reader(value));
}

/** For fields that an earlier bot did not send. */
export function withDefault<T>(reader: Reader<T>, absent: T): Reader<T> {
  return (value) => (value === null || value === undefined ? absent : reader(value));
}

/** For optional properties: `undefined` leaves the property out. */
export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value) => (value === null || value === undefined ? undefined : reader(value));
}

/** At most `itemsMax` items; the rest is left out. */
export function list<T>(reader: Reader<T>, itemsMax: number): Reader<readonly T[]> {
  return (value) => (Array.isArray(value) ? value.slice(0, itemsMax).map((item) => reader(item)) : refuse('a list'));
}

/** Like `list`, but an item that cannot be read is left out instead of spoiling the others. */
export function tolerantList<T>(reader: Reader<T>, itemsMax: number): Reader<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) return refuse('a list');
    return value.slice(0, itemsMax).flatMap((item) => {
      const read = tryRead(reader, item);
      return read === null ? [] : [read];
    });
  };
}

export function pair<A, B>(first: Reader<A>, second: Reader<B>): Reader<readonly [A, B]> {
  return (value) => (Array.isArray(value) ? [first(value[0]), second(value[1])] : refuse('a pair'));
}

/** Any names, one kind of value; at most `entriesMax` of them. */
export function record<T>(reader: Reader<T>, entriesMax: number): Reader<ReadonlyMap<string, T>> {
  return (value) => {
    if (!isRecord(value)) return refuse('an object');
    return new Map(
      Object.entries(value)
        .slice(0, entriesMax)
        .map(([name, entry]) => [name, reader(entry)]),
    );
  };
}

/** Fields of `shape`, read one by one; fields nobody asked for are left out. */
export function object<T extends object>(shape: Shape<T>): Reader<T> {
  const fields = Object.entries<Reader<unknown>>(shape);
  return (value) => {
    if (!isRecord(value)) return refuse('an object');
    const read: Record<string, unknown> = {};
    for (const [name, reader] of fields) {
      try {
        const field = reader(Object.hasOwn(value, name) ? value[name] : undefined);
        if (field !== undefined) read[name] = field;
      } catch (error) {
        if (error instanceof Unreadable) throw new Unreadable(`${name}: ${error.message}`);
        throw error;
      }
    }
    return read as T;
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Null where `value` is not readable. */
export function tryRead<T>(reader: Reader<T>, value: unknown): T | null {
  try {
    return reader(value);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
