/** A stretch of time, seconds since the Unix epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Nearer than this shows nothing more: a bar is a minute. */
const SPAN_SECONDS_MIN = 300;

/** Half as long or twice as long about its middle, within `whole`. */
export function zoomed(span: Span, whole: Span, factor: number): Span {
  const length = Math.max(SPAN_SECONDS_MIN, (span.to - span.from) * factor);
  const middle = (span.from + span.to) / 2;
  return within({ from: middle - length / 2, to: middle + length / 2 }, whole);
}

/** Half its length earlier (−1) or later (1), within `whole`. */
export function moved(span: Span, whole: Span, direction: -1 | 1): Span {
  const step = ((span.to - span.from) / 2) * direction;
  return within({ from: span.from + step, to: span.to + step }, whole);
}

/** Pushed back into `whole`; a longer span becomes `whole`. */
export function within({ from, to }: Span, whole: Span): Span {
  const length = to - from;
  if (length >= whole.to - whole.from) return whole;
  const start = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: start, to: start + length };
}

export function isWhole(span: Span, whole: Span): boolean {
  return span.from <= whole.from && span.to >= whole.to;
}
