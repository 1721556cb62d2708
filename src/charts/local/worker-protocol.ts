import type { ChartDescription } from '../../domain/chart.ts';

/** What the main thread and the drawing thread say to each other: one request, one reply, in order. */
export interface DrawRequest {
  readonly chart: ChartDescription;
}

export type DrawReply =
  | { readonly kind: 'drawn'; readonly png: Uint8Array<ArrayBuffer> }
  /** This chart cannot be drawn; the worker itself is well. */
  | { readonly kind: 'failed'; readonly message: string };
