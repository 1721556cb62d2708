// Saves moments with their alerts until it is killed, and reports each one that is saved.
import { systemClock } from '../../src/lib/clock.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { alert, message, moment } from '../contract/storage/builders.ts';

const [file = '', run = ''] = process.argv.slice(2);
const storage = await openStorage(`sqlite:${file}`, { clock: systemClock });
process.stdout.write('open\n');
for (let number = 0; ; number++) {
  const id = `${run}-${number}`;
  const each = moment({ id, quotes: [] });
  await Promise.all([
    storage.messages.append(Array.from({ length: 50 }, (_, index) => message(index, { id: `${id}-${index}` }))),
    storage.moments.save(each, [alert({ momentId: id }), alert({ momentId: id, trackId: 'track-2' })]),
  ]);
  process.stdout.write(`${id}\n`);
}
