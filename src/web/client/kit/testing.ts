import type { Timers } from './timers.ts';

export interface FakeTimers extends Timers {
  /** Lets `ms` pass, running what falls due in order. */
  pass(ms: number): void;
  /** Tasks that wait. */
  waiting(): number;
}

/** Time that only passes when a test says so. */
export function fakeTimers(startMs = 0): FakeTimers {
  let now = startMs;
  let nextId = 0;
  const tasks = new Map<number, { readonly at: number; readonly task: () => void }>();
  const nextDue = (until: number): number | null => {
    const due = [...tasks].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
    return due?.[0] ?? null;
  };
  return {
    now: () => now,
    after(ms, task) {
      const id = nextId++;
      tasks.set(id, { at: now + ms, task });
      return () => void tasks.delete(id);
    },
    pass(ms) {
      const until = now + ms;
      for (let id = nextDue(until); id !== null; id = nextDue(until)) {
        const due = tasks.get(id)!;
        tasks.delete(id);
        now = due.at;
        due.task();
      }
      now = until;
    },
    waiting: () => tasks.size,
  };
}
