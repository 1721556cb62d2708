import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../../../src/lib/clock.ts';
import { silentObserver } from '../../../src/lib/silent-observer.ts';
import { aTrack } from '../../../src/pipeline/alerting/testing.ts';
import { parseDatabaseUrl } from '../../../src/storage/database-url.ts';
import { openSettings } from '../../../src/storage/settings/settings.ts';

/** Leaves one track for each target in the settings, as `/track add` would. @param targets Twitch channel by Discord channel */
export async function prepareTracks(
  databaseUrl: string,
  guildId: string,
  targets: ReadonlyMap<string, string>,
): Promise<void> {
  await using settings = await openSettings(databaseUrl, { clock: systemClock, observer: silentObserver() });
  for (const [id, channel] of targets)
    await settings.tracks.put(aTrack({ id: channel, guildId, channel, target: { kind: 'text', id } }));
}

/** Time of the tick that queued each channel's first alert, from the outbox of a bot that has ended. */
export function alertsQueuedAt(databaseUrl: string): ReadonlyMap<string, number> {
  const location = parseDatabaseUrl(databaseUrl);
  if (location.kind !== 'file') throw new Error('the outbox of a database in memory ends with its process');
  const database = new DatabaseSync(location.path, { readOnly: true });
  try {
    const rows = database.prepare('SELECT channel, min(created_at) AS at FROM outbox GROUP BY channel').all();
    return new Map(rows.map((row) => [String(row['channel']), Number(row['at'])]));
  } finally {
    database.close();
  }
}
