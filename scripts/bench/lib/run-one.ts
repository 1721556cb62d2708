// The process of one benchmark: loads its module, measures, hands the figures to the parent and ends.
import type { Measure } from './benchmark.ts';

const [module = '', speed] = process.argv.slice(2);
const { measure } = (await import(module)) as { readonly measure: Measure };
const figures = await measure(speed === 'quick');
process.send?.(figures, () => process.disconnect());
