// Starts a program of the project on the project's own Node, installing the locked dependencies first when they are
// missing. Plain JavaScript, because it runs on whatever Node the machine has.
//
//   node scripts/run.mjs src/main.ts [arguments]      a TypeScript file
//   node scripts/run.mjs --bin tsc [arguments]        a tool from node_modules
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const parentPollMs = 1_000;

/** @param {string} message */
function stop(message) {
  process.stderr.write(`hypewire: ${message}\n`);
  process.exit(1);
}

/** True when node_modules holds what package-lock.json asks for (npm writes its hidden lock after every install). */
function isInstalled() {
  const hidden = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  return statSync(hidden).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs || sameVersions(hidden);
}

/** A checkout gives the lock a new date without changing it, so dates alone would install again for nothing. */
function sameVersions(/** @type {string} */ hidden) {
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(
    ([name, wanted]) => name === '' || wanted.optional || installed[name]?.version === wanted.version,
  );
}

function install() {
  process.stderr.write('hypewire: installing the locked dependencies (once, about half a minute) …\n');
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : [windows ? 'npm.cmd' : 'npm'];
  const outcome = spawnSync(npm[0], [...npm.slice(1), 'ci', '--loglevel=error'], {
    cwd: root,
    // Output goes to stderr: stdout belongs to the program, which may print JSON lines.
    stdio: ['ignore', 2, 2],
    shell: windows && npm.length === 1,
  });
  if (outcome.status !== 0) {
    stop('the dependencies could not be installed (see above). Check the network and run the same command again.');
  }
}

/** The pinned Node, or this one where it is already the right major version. */
function findNode() {
  const wanted = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).dependencies.node;
  const pinned = path.join(root, 'node_modules/node/bin', windows ? 'node.exe' : 'node');
  const candidates = [pinned, process.execPath];
  for (const candidate of candidates) {
    if (!existsSync(candidate)) continue;
    const version = spawnSync(candidate, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
    if (version.startsWith(`v${wanted.split('.')[0]}.`)) return candidate;
  }
  return stop(
    `needs Node ${wanted.split('.')[0]}, but this machine runs ${process.version} and the project's own copy is missing ` +
      'because install scripts were blocked. Run "npm rebuild node --ignore-scripts=false", or install Node 24, and try again.',
  );
}

/** @param {string[]} words the tool's name and its arguments */
function toolCommand([tool, ...toolArguments]) {
  const files = {
    tsc: 'typescript/bin/tsc',
    eslint: 'eslint/bin/eslint.js',
    prettier: 'prettier/bin/prettier.cjs',
    depcruise: 'dependency-cruiser/bin/dependency-cruise.mjs',
    vitest: 'vitest/vitest.mjs',
    vite: 'vite/bin/vite.js',
  };
  const file = files[tool];
  if (!file) stop(`unknown tool "${tool}"; known: ${Object.keys(files).join(', ')}`);
  return [path.join(root, 'node_modules', file), ...toolArguments];
}

if (!isInstalled()) install();
const node = findNode();

const [first, ...rest] = process.argv.slice(2);
if (first === undefined) stop('usage: node scripts/run.mjs FILE.ts [arguments] | --bin TOOL [arguments]');
const target = first === '--bin' ? toolCommand(rest) : [path.join(root, first), ...rest];

const child = spawn(node, target, {
  stdio: 'inherit',
  env: {
    ...process.env,
    HYPEWIRE_LAUNCHER: String(process.pid),
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
  },
});
child.on('error', (error) => stop(`could not start ${node}: ${error.message}`));
child.on('exit', (code, signal) => process.exit(signal ? 128 + 15 : (code ?? 1)));

// Ctrl-C reaches the child through the terminal; forwarded signals matter where there is none (services, npm).
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
  });
}

// A parent killed hard cannot forward anything: without this look the program would go on without an owner.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) child.kill('SIGTERM');
}, parentPollMs).unref();
