/** The browser's clock and timers, handed in so that tests own time. */
export interface Timers {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs `task` once after `ms`; the answer calls it off. */
  after(ms: number, task: () => void): () => void;
}

export const browserTimers: Timers = {
  now: () => Date.now(),
  after(ms, task) {
    const id = setTimeout(task, ms);
    return () => clearTimeout(id);
  },
};

/** Runs `task` every `ms`, each time counted from the end of the last; the answer stops it. */
export function repeat(timers: Timers, ms: number, task: () => void): () => void {
  let cancel = timers.after(ms, run);
  function run(): void {
    cancel = timers.after(ms, run);
    task();
  }
  return () => cancel();
}
