import type { CardChart } from '../domain/alert.ts';
import type { ChartDescription, ChartRenderer } from '../domain/chart.ts';
import type { Observer } from '../domain/ports/observer.ts';
import { withTimeout } from '../lib/with-timeout.ts';

export interface ChartOrder {
  readonly renderer: ChartRenderer;
  readonly observer: Pick<Observer, 'stageFailed'>;
  /** For logs. */
  readonly what: string;
  /** Name of the file. */
  readonly name: string;
  /** For reading and drawing together. */
  readonly timeoutMs: number;
}

/**
 * Draws what `describe` gives. Null where it gives nothing, and when drawing fails or takes too long, because an answer
 * is worth more than its picture.
 */
export async function drawChart(
  { renderer, observer, what, name, timeoutMs }: ChartOrder,
  describe: () => Promise<ChartDescription | null>,
): Promise<CardChart | null> {
  try {
    return await withTimeout(what, timeoutMs, null, async (signal) => {
      const description = await describe();
      if (description === null) return null;
      return { png: await renderer.render(description, signal), name, altText: description.altText };
    });
  } catch (error) {
    observer.stageFailed(what, error);
    return null;
  }
}
