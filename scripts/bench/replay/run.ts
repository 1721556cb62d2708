import { benchReplay } from './bench-replay.ts';

// node scripts/run.mjs scripts/bench/replay/run.ts
console.log(JSON.stringify(await benchReplay()));
