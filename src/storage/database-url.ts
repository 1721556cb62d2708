import path from 'node:path';
import { UserError } from '../domain/command.ts';

/** Where the relational data lives. `path` is absolute. */
export type DatabaseLocation = { readonly kind: 'memory' } | { readonly kind: 'file'; readonly path: string };

/**
 * Reads `sqlite:path`, `sqlite://path` and `sqlite::memory:`. Relative paths count from the working directory.
 * @throws UserError for anything else
 */
export function parseDatabaseUrl(url: string): DatabaseLocation {
  const scheme = /^[a-z][a-z0-9+.-]*(?=:)/i.exec(url)?.[0].toLowerCase() ?? '';
  if (scheme !== 'sqlite') {
    // The rest of the address may hold a password, so only its kind is repeated.
    throw new UserError(
      `The database address ${scheme === '' ? 'names no kind of database' : `asks for "${scheme}"`}, but only SQLite is supported. ` +
        'Set DATABASE_URL to sqlite:data/hypewire.db, or to sqlite::memory: to keep nothing.',
    );
  }
  const rest = url.slice('sqlite:'.length);
  if (rest === ':memory:') return { kind: 'memory' };
  const file = rest.replace(/^\/\//, '');
  if (file.trim() === '' || file.includes('\0')) {
    throw new UserError(
      'The database address names no file. Set DATABASE_URL to sqlite: followed by a path, for example sqlite:data/hypewire.db.',
    );
  }
  return { kind: 'file', path: path.resolve(file) };
}

/** The file of the settings, beside the database: `data/hypewire.db` gives `data/hypewire-settings.db`. */
export function settingsLocation(database: DatabaseLocation): DatabaseLocation {
  if (database.kind === 'memory') return database;
  const { dir, name, ext } = path.parse(database.path);
  return { kind: 'file', path: path.join(dir, `${name}-settings${ext}`) };
}
