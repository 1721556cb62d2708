import { benchStorage } from './bench-storage.ts';

console.log(JSON.stringify(await benchStorage(), null, 2));
