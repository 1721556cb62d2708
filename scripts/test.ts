/**
 * Everything that must hold, in one go: types, lint, import rules, lock file, then unit, integration and browser tests.
 * Arguments are handed to vitest, and then only the tests run: `npm test -- src/pipeline`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockProblems, type LockFile } from './lock-problems.ts';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

interface Step {
  readonly name: string;
  run(): boolean;
}

function tool(file: string, ...args: string[]): boolean {
  const outcome = spawnSync(process.execPath, [path.join(root, 'node_modules', file), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return outcome.status === 0;
}

const filters = process.argv.slice(2);
const reportFolder = mkdtempSync(path.join(os.tmpdir(), 'hypewire-test-'));
const reportFile = path.join(reportFolder, 'report.json');

const checks: Step[] = [
  { name: 'types', run: () => tool('typescript/bin/tsc') && tool('typescript/bin/tsc', '-p', 'src/web/client') },
  {
    name: 'lint',
    run: () =>
      tool(
        'eslint/bin/eslint.js',
        '.',
        '--max-warnings',
        '0',
        '--cache',
        '--cache-location',
        'node_modules/.cache/eslint',
      ),
  },
  { name: 'format', run: () => tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.') },
  {
    name: 'import rules',
    run: () =>
      tool(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.js',
        'src',
        'tests',
        'scripts',
      ),
  },
  {
    name: 'lock file',
    run() {
      const problems = lockProblems(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as LockFile);
      for (const problem of problems) console.error(`package-lock.json: ${problem}`);
      return problems.length === 0;
    },
  },
];
const tests: Step = {
  name: 'tests',
  run: () =>
    tool(
      'vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
      ...filters,
    ),
};

const failed: string[] = [];
for (const step of filters.length > 0 ? [tests] : [...checks, tests]) {
  const started = performance.now();
  console.log(`\n── ${step.name}`);
  if (!step.run()) failed.push(step.name);
  console.log(
    `   ${failed.at(-1) === step.name ? 'failed' : 'ok'} in ${((performance.now() - started) / 1_000).toFixed(1)} s`,
  );
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}
const report = readReport();
rmSync(reportFolder, { recursive: true, force: true });
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
console.log(`\n${report.numPassedTests} passed, ${report.numFailedTests} failed, ${report.numPendingTests} skipped`);
process.exitCode = failed.length > 0 || report.numPassedTests === 0 ? 1 : 0;

function readReport(): Report {
  try {
    return JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
  } catch (error) {
    console.error(`vitest left no report: ${String(error)}`);
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
  }
}
