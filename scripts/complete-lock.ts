/**
 * Adds the per-platform packages to package-lock.json that npm left out because the registry at hand lacks them. Run it
 * after every change of dependencies.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { isLocked } from './lock-problems.ts';

interface LockedPackage {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  engines?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> };
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];

const missing = Object.entries(lock.packages).flatMap(([place, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name]) => !isLocked(lock.packages, place, name))
    .map(([name, range]) => ({ name, range, entry })),
);
for (const { name, range, entry } of missing) lock.packages[`node_modules/${name}`] = describe(name, range, entry);
const sorted = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
console.log(
  missing.length === 0 ? 'The lock file is complete.' : `Added ${missing.map(({ name }) => name).join(', ')}.`,
);

function describe(name: string, range: string, owner: LockedPackage): LockedPackage {
  const parts = name.split(/[/-]/);
  const system = systems.find((known) => parts.includes(known));
  const processor = processors.find((known) => parts.includes(known));
  const libc = name.endsWith('-musl') ? 'musl' : name.endsWith('-gnu') ? 'glibc' : undefined;
  return {
    version: range.replace(/^[\^~]/, ''),
    ...(processor === undefined ? {} : { cpu: [processor] }),
    ...(owner.dev === true ? { dev: true } : {}),
    ...(owner.engines === undefined ? {} : { engines: owner.engines }),
    ...(libc === undefined ? {} : { libc: [libc] }),
    optional: true,
    ...(system === undefined ? {} : { os: [system] }),
  };
}
