import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { backup } from 'node:sqlite';
import type { Track } from '../../domain/track.ts';
import { systemClock } from '../../lib/clock.ts';
import { parseDatabaseUrl, settingsLocation } from '../../storage/database-url.ts';
import { openSettings } from '../../storage/settings/settings.ts';
import { silentObserver } from '../../lib/silent-observer.ts';
import { openToLook } from './look.ts';

/**
 * What is tracked, read from a copy of the settings: opening the file itself would write to it. Tracks that cannot be
 * read are counted in `unreadable`.
 */
export async function readTracks(
  databaseUrl: string,
  running: boolean,
): Promise<{ readonly tracks: readonly Track[]; readonly unreadable: number }> {
  const settings = settingsLocation(parseDatabaseUrl(databaseUrl));
  if (settings.kind === 'memory' || !existsSync(settings.path)) return { tracks: [], unreadable: 0 };
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hypewire-doctor-'));
  try {
    const copy = `sqlite:${path.join(folder, 'copy.db')}`;
    const target = settingsLocation(parseDatabaseUrl(copy));
    if (target.kind === 'memory') throw new Error('a copy needs a file');
    using source = openToLook(settings.path, running);
    await backup(source.database, target.path);
    let unreadable = 0;
    const observer = silentObserver({
      eventDropped: (_stage, _reason, _intentional, count = 1) => void (unreadable += count),
    });
    await using opened = await openSettings(copy, { clock: systemClock, observer });
    const tracks = await opened.tracks.all();
    return { tracks, unreadable };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
