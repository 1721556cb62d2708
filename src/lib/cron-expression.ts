import cron from 'node-cron';

/** A schedule may not come true more often than this, whatever it says. */
export const POSTS_APART_MIN_MS = 5 * 60_000;
const EXPRESSION_CHARACTERS_MAX = 100;

/** Why an expression cannot be used, for people; null for one that can. */
export function cronProblem(expression: string, timeZone: string): string | null {
  if (expression.length > EXPRESSION_CHARACTERS_MAX || !cron.validate(expression)) return 'it is no cron expression';
  try {
    const task = cron.createTask(expression, () => undefined, { timezone: timeZone });
    const [first, second] = task.getNextRuns(2);
    void task.destroy();
    if (first === undefined) return 'it never comes true';
    if (second !== undefined && second.getTime() - first.getTime() < POSTS_APART_MIN_MS)
      return 'it comes true more often than once in 5 minutes';
    return null;
  } catch {
    return 'its time zone is unknown';
  }
}
