import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../domain/command.ts';
import { parseDatabaseUrl } from '../../storage/database-url.ts';
import { MIGRATIONS } from '../../storage/migrations/migrate.ts';
import { explainOpenError } from '../../storage/open-problem.ts';
import { bad, off, ok, type Finding } from './finding.ts';
import { isLocked, openToLook } from './look.ts';

const NAME = 'database';
const MB = 1e6;
const FREE_MB_MIN = 100;

export interface DatabaseReport {
  readonly findings: readonly Finding[];
  /** A bot holds the database at this moment. */
  readonly running: boolean;
}

/** Looks at the database without changing it, so that a bot at work on it notices nothing. */
export function checkDatabase(url: string): DatabaseReport {
  try {
    const location = parseDatabaseUrl(url);
    if (location.kind === 'memory')
      return { running: false, findings: [off(NAME, 'kept in memory; nothing survives a restart.')] };
    return checkFile(location.path);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { running: false, findings: [bad(NAME, error.message)] };
  }
}

function checkFile(file: string): DatabaseReport {
  const running = isLocked(file);
  const refused = whyNotWritable(file);
  if (refused !== null) return { running, findings: [bad(NAME, refused)] };
  const free = freeMb(file);
  const findings: Finding[] = [];
  if (free < FREE_MB_MIN)
    findings.push(bad('disk', `only ${Math.round(free)} MB are free where the database is. Free some space.`));
  if (!existsSync(file)) {
    findings.unshift(ok(NAME, `${file} does not exist yet; npm start creates it.`));
    return { running, findings };
  }
  const size = `${(statSync(file).size / MB).toFixed(1)} MB`;
  const schema = readSchema(file, running);
  if ('problem' in schema) findings.unshift(bad(NAME, schema.problem));
  else {
    const user = running ? ' A Hypewire is running on it; this only looked.' : '';
    findings.unshift(ok(NAME, `${file}, ${size}, ${schema.state}.${user}`));
  }
  return { running, findings };
}

/** @throws UserError when the file cannot be read */
function readSchema(file: string, running: boolean): { readonly state: string } | { readonly problem: string } {
  try {
    using database = openToLook(file, running);
    const tables = database.all<{ readonly name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'");
    if (tables.length === 0) return { state: 'empty' };
    if (!tables.some(({ name }) => name === 'schema_migrations'))
      return { problem: `${file} belongs to another program. Choose another file in DATABASE_URL.` };
    const applied = database.all<{ readonly name: string }>('SELECT name FROM schema_migrations ORDER BY name');
    return judgeSchema(
      file,
      applied.map(({ name }) => name),
    );
  } catch (error) {
    throw explainOpenError(file, error);
  }
}

function judgeSchema(file: string, applied: readonly string[]) {
  const unknown = applied.find((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown !== undefined)
    return { problem: `${file} was written by a newer Hypewire (schema change "${unknown}"). Update this one.` };
  const missing = Object.keys(MIGRATIONS).length - applied.length;
  if (missing === 0) return { state: `schema ${applied.at(-1) ?? ''}` };
  return { state: `schema ${applied.at(-1) ?? 'none'}; npm start brings it up to date (${missing} changes)` };
}

function whyNotWritable(file: string): string | null {
  const place = existsSync(file) ? file : nearestFolder(file);
  try {
    accessSync(place, constants.R_OK | constants.W_OK);
    // SQLite keeps two more files beside the database.
    accessSync(nearestFolder(file), constants.W_OK);
    return null;
  } catch {
    return `${place} cannot be written. Give the user that runs Hypewire the right to write it and its folder, or choose another file in DATABASE_URL.`;
  }
}

/** The folder of a file, or the nearest one above that exists. */
function nearestFolder(file: string): string {
  let folder = path.dirname(file);
  while (!existsSync(folder) && folder !== path.dirname(folder)) folder = path.dirname(folder);
  return folder;
}

function freeMb(file: string): number {
  const { bavail, bsize } = statfsSync(nearestFolder(file));
  return (bavail * bsize) / MB;
}
