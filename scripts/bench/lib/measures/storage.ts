import { benchStorage } from '../../storage/bench-storage.ts';
import type { Measure } from '../benchmark.ts';
import { single } from '../figure.ts';

/** Medians that the benchmark itself takes over its repetitions. */
export const measure: Measure = async (quick) => {
  const result = await benchStorage(quick ? 100_000 : 1_000_000, quick ? 2_000 : 10_000, quick ? 20_000 : 100_000);
  return [
    single('messages written, batches of 500', 'rows/s', result.insertRowsPerSecond),
    single('main thread for one such batch', 'ms', result.insertMainThreadMsPerBatch),
    single('main thread blocked while writing, longest', 'ms', result.insertBlockedMsMax),
    single('save a moment', 'ms', result.saveMomentMs),
    single('a page of moments, one channel', 'ms', result.listPageMs),
    single('a page of moments, by category and strength', 'ms', result.listFilteredMs),
    single('a page of moments, 20 channels', 'ms', result.listManyChannelsMs),
    single('summary of a month, one channel', 'ms', result.summaryOfMonthMs),
    single('minutes of a day, one channel', 'ms', result.minutesOfDayMs),
    single('all moments for an export', 'ms', result.exportMs),
    single('forget a chatter', 'ms', result.forgetChatterMs),
    single('main thread blocked by those queries, longest', 'ms', result.queriesBlockedMsMax),
    single('database', 'MB', result.databaseMb),
  ];
};
