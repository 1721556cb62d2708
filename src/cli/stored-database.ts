import type { Config } from '../config/config.ts';

/**
 * The database that tools beside the bot work on. Where nothing is set the bot plays its demo and keeps nothing; meant then
 * is the file that a configured bot would use.
 */
export function storedDatabase(
  { mode, storage }: Pick<Config, 'mode' | 'storage'>,
  env: Readonly<Record<string, string | undefined>>,
): {
  readonly url: string;
  /** Where files about it go. */
  readonly folder: string;
} {
  const isGiven = Boolean(env['DATABASE_URL'] ?? env['DATABASE_URL_FILE']);
  const isDemo = mode === 'demo' && !isGiven;
  return isDemo ? { url: 'sqlite:data/hypewire.db', folder: 'data' } : { url: storage.url, folder: storage.dataFolder };
}
