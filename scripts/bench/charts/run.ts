import { benchCharts } from './bench-charts.ts';

console.log(JSON.stringify(await benchCharts(), null, 2));
