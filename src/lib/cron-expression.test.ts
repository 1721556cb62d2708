import { expect, test } from 'vitest';
import { cronProblem } from './cron-expression.ts';

test.each([
  ['*/30 * * * *', 'UTC', null],
  ['0 */2 * * *', 'Europe/Berlin', null],
  ['0 20 * * 5', 'America/New_York', null],
  ['* * * * *', 'UTC', 'it comes true more often than once in 5 minutes'],
  ['*/10 * * * * *', 'UTC', 'it comes true more often than once in 5 minutes'],
  ['every hour', 'UTC', 'it is no cron expression'],
  ['', 'UTC', 'it is no cron expression'],
  [`${'0,'.repeat(200)}0 * * * *`, 'UTC', 'it is no cron expression'],
  ['0 * * * *', 'Mars/Olympus', 'its time zone is unknown'],
])('%s in %s: %s', (expression, zone, problem) => {
  expect(cronProblem(expression, zone)).toBe(problem);
});
