import { describe, expect, test } from 'vitest';
import type { ChartRenderer } from '../domain/chart.ts';
import { withFallback } from './fallback-renderer.ts';
import { aChart } from './testing.ts';

const never = new AbortController().signal;

function renderer(name: ChartRenderer['name'], render: ChartRenderer['render']): ChartRenderer & { disposed: boolean } {
  return {
    name,
    disposed: false,
    render,
    async [Symbol.asyncDispose]() {
      this.disposed = true;
    },
  };
}

function setUp(first: ChartRenderer['render'], second: ChartRenderer['render']) {
  const warnings: object[] = [];
  const renderers = [renderer('quickchart', first), renderer('local', second)] as const;
  return { warnings, renderers, chain: withFallback(renderers, { warn: (fields) => void warnings.push(fields) }) };
}

const bytes = (value: number) => async () => new Uint8Array([value]);
const failing = (message: string) => async (): Promise<Uint8Array> => {
  throw new Error(message);
};

describe('fallback', () => {
  test('the first that succeeds draws', async () => {
    const { chain, warnings } = setUp(bytes(1), failing('must not be asked'));
    expect(await chain.render(aChart(), never)).toEqual(new Uint8Array([1]));
    expect(warnings).toEqual([]);
  });

  test('a failure is reported and the next one draws', async () => {
    const { chain, warnings } = setUp(failing('away'), bytes(2));
    expect(await chain.render(aChart(), never)).toEqual(new Uint8Array([2]));
    expect(warnings).toMatchObject([{ renderer: 'quickchart', error: { message: 'away' } }]);
  });

  test('when all fail, all reasons are told', async () => {
    const { chain } = setUp(failing('away'), failing('no font'));
    const error = await chain.render(aChart(), never).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AggregateError);
    expect((error as AggregateError).errors.map((each) => (each as Error).message)).toEqual(['away', 'no font']);
  });

  test('who gave up waiting is not answered by the next renderer', async () => {
    const controller = new AbortController();
    const { chain } = setUp(async () => {
      controller.abort(new Error('too late'));
      throw new Error('away');
    }, bytes(2));
    await expect(chain.render(aChart(), controller.signal)).rejects.toThrow('too late');
  });

  test('closing closes every renderer', async () => {
    const { chain, renderers } = setUp(bytes(1), bytes(2));
    await chain[Symbol.asyncDispose]();
    expect(renderers.map(({ disposed }) => disposed)).toEqual([true, true]);
  });
});
