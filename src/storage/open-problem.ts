import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../domain/command.ts';

/** SQLite's primary result codes that have a remedy. Source: SQLite, "Result and Error Codes". */
const REMEDIES: Readonly<Record<number, string>> = {
  3: 'access was denied. Give the user that runs Hypewire the right to read and write this file and its folder',
  5: 'another program holds it locked. Close that program, or choose another file in DATABASE_URL',
  8: 'it is read-only. Give the user that runs Hypewire the right to write this file and its folder',
  10: 'the disk reported an error. Check the disk, then restore the file from a backup if it was damaged',
  11: 'the file is damaged. Restore it from a backup, or move it away and Hypewire begins an empty one',
  13: 'the disk is full. Free some space and start again',
  14: 'it could not be opened. Check that the path names a file in a folder that Hypewire may write to',
  26: 'it is not an SQLite database. Move it away, or choose another file in DATABASE_URL',
};

/** SQLite's primary result code of an error from node:sqlite, or null. The upper bits only refine it. */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff;
}

/** What went wrong with a database file as one sentence with its remedy; other errors come back as they are. */
export function explainOpenError(file: string, error: unknown): unknown {
  const remedy = REMEDIES[sqliteCode(error) ?? -1];
  return remedy === undefined
    ? error
    : new UserError(`The database ${file} cannot be used: ${remedy}.`, { cause: error });
}

/** Makes the folder a database file goes into. @throws UserError when that is impossible */
export function makeFolderFor(file: string): void {
  const folder = path.dirname(file);
  try {
    makeFolder(folder);
  } catch (error) {
    throw new UserError(
      `The folder ${folder} for the database cannot be created. Choose a path that Hypewire may write to in DATABASE_URL.`,
      { cause: error },
    );
  }
}

/** One level after the other: Node's own recursion never ends in places where the kernel makes no folders. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  mkdirSync(folder);
}
