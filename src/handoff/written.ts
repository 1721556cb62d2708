import type { LeftOutReason } from './place.ts';
import type { TimelineMarker } from './timeline.ts';
import { firstThatFits } from './fit.ts';

/** What a writer made of the moments. */
export interface Written {
  readonly text: string;
  /** Moments told of. */
  readonly moments: number;
  readonly leftOut: ReadonlyMap<LeftOutReason, number>;
}

/** A file of markers, and which of them are in it. */
export interface MarkerFile {
  readonly text: string;
  readonly kept: readonly TimelineMarker[];
}

/** Head, one piece a marker, tail; of more than `bytesMax` the first markers are left out. */
export function joinMarkers(
  markers: readonly TimelineMarker[],
  parts: {
    readonly head: string;
    readonly tail: string;
    readonly piece: (marker: TimelineMarker, number: number) => string;
  },
  bytesMax: number,
): MarkerFile {
  const room = bytesMax - Buffer.byteLength(parts.head) - Buffer.byteLength(parts.tail);
  const pieces = markers.map((marker, i) => parts.piece(marker, i + 1));
  const from = firstThatFits(pieces, 0, room);
  const kept = markers.slice(from);
  // Numbers begin at 1 again, which makes pieces shorter, never longer.
  const written = from === 0 ? pieces : kept.map((marker, i) => parts.piece(marker, i + 1));
  return { text: `${parts.head}${written.join('')}${parts.tail}`, kept };
}

export function momentsIn(markers: readonly TimelineMarker[]): number {
  return markers.reduce((sum, marker) => sum + marker.moments, 0);
}

export function plusLeftOut(
  leftOut: ReadonlyMap<LeftOutReason, number>,
  reason: LeftOutReason,
  amount: number,
): ReadonlyMap<LeftOutReason, number> {
  if (amount === 0) return leftOut;
  return new Map([...leftOut, [reason, (leftOut.get(reason) ?? 0) + amount]]);
}
