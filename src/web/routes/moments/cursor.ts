import type { HypeMoment } from '../../../domain/hype-moment.ts';
import { ProblemError } from '../../http/problem.ts';
import { fieldHelp } from '../../http/field-help.ts';

/** The place after a moment, in lists that go from the newest start to the oldest, then by id. */
export interface MomentPlace {
  readonly startedAt: number;
  readonly id: string;
}

/** Opaque to clients. It names the last moment they saw, so that moments that begin meanwhile shift nothing. */
export function writeCursor({ startedAt, id }: MomentPlace): string {
  return Buffer.from(JSON.stringify([startedAt, id])).toString('base64url');
}

/** @throws ProblemError for text that this server did not write */
export function readCursor(cursor: string): MomentPlace {
  const place = parse(cursor);
  if (place !== null) return place;
  const next = fieldHelp('cursor');
  throw new ProblemError('invalid-input', `cursor: is not from here. ${next}`, [
    { field: 'cursor', problem: 'is not from here', next },
  ]);
}

export function comesAfter(place: MomentPlace, moment: HypeMoment): boolean {
  if (moment.startedAt !== place.startedAt) return moment.startedAt < place.startedAt;
  return moment.id < place.id;
}

function parse(cursor: string): MomentPlace | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(value) || value.length !== 2) return null;
    const [startedAt, id] = value as readonly unknown[];
    return Number.isSafeInteger(startedAt) && typeof id === 'string' ? { startedAt: startedAt as number, id } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
