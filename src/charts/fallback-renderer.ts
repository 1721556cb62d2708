import type { ChartDescription, ChartRenderer } from '../domain/chart.ts';
import type { ChartLog } from './chart-log.ts';

/**
 * The first renderer that succeeds draws the chart. Bears the name of the first, and owns them all. An aborted request
 * is not tried again.
 * @throws AggregateError when every renderer failed
 */
export function withFallback(renderers: readonly [ChartRenderer, ...ChartRenderer[]], log: ChartLog): ChartRenderer {
  return {
    name: renderers[0].name,
    async render(chart: ChartDescription, signal: AbortSignal): Promise<Uint8Array> {
      const errors: unknown[] = [];
      for (const renderer of renderers) {
        try {
          return await renderer.render(chart, signal);
        } catch (error) {
          signal.throwIfAborted();
          errors.push(error);
          if (renderer !== renderers.at(-1))
            log.warn({ error, renderer: renderer.name }, 'chart renderer failed, trying the next');
        }
      }
      throw new AggregateError(
        errors,
        `no renderer could draw the chart (${renderers.map(({ name }) => name).join(', ')})`,
      );
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(renderers.map((renderer) => renderer[Symbol.asyncDispose]()));
    },
  };
}
