/** V8 copies slices shorter than this and makes longer ones a view into their parent. */
const sliceViewMin = 13;

/**
 * The same text without a hold on the string it was cut from: a slice that is kept keeps its whole parent (here a
 * network frame of many lines) alive.
 */
export function copyString(slice: string): string {
  // Concatenating builds a new text; slicing flattens it, and the view is then into that text alone.
  return slice.length < sliceViewMin ? slice : ` ${slice}`.slice(1);
}
