import fc from 'fast-check';

/**
 * Properties try the same cases on every machine, so that a red build means a change and not a throw of dice.
 * `HYPEWIRE_TEST_SEED=random npm test` looks for new ones; a failure prints the seed to repeat it with.
 */
const SEED = 20_261_120;
const wanted = process.env['HYPEWIRE_TEST_SEED'];
if (wanted !== 'random') fc.configureGlobal({ seed: wanted === undefined ? SEED : Number(wanted) });
