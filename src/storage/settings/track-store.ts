import { z } from 'zod';
import { UserError } from '../../domain/command.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import type { TrackStore } from '../../domain/ports/stores.ts';
import type { Track } from '../../domain/track.ts';
import { KeyedLock } from '../../lib/keyed-lock.ts';
import type { Namespace } from './namespace.ts';
import { guildSchema, trackSchema } from './schemas.ts';

const tracksPerGuildMax = 200;
const STAGE = 'settings';

/** An entry of a guild as it stands in the file, with the track in it where that can be read. */
interface Entry {
  readonly raw: unknown;
  readonly track: Track | null;
}

/** Tracks under the key of their guild: reading one guild cannot give another's. */
export class KeyvTrackStore implements TrackStore {
  readonly #namespace: Namespace;
  readonly #observer: Observer;
  readonly #lock = new KeyedLock();

  constructor(namespace: Namespace, observer: Observer) {
    this.#namespace = namespace;
    this.#observer = observer;
  }

  async all(): Promise<readonly Track[]> {
    const tracks: Track[] = [];
    for (const guildId of await this.#namespace.keys()) tracks.push(...(await this.ofGuild(guildId)));
    return tracks;
  }

  async ofGuild(guildId: string): Promise<readonly Track[]> {
    const entries = await this.#read(guildId);
    return entries.flatMap(({ track }) => (track === null ? [] : [track]));
  }

  async get(guildId: string, trackId: string): Promise<Track | null> {
    const tracks = await this.ofGuild(guildId);
    return tracks.find((track) => track.id === trackId) ?? null;
  }

  /** @throws UserError when the guild has too many tracks */
  async put(track: Track): Promise<void> {
    const checked = trackSchema.parse(track);
    await this.#lock.run(track.guildId, async () => {
      const entries = await this.#read(track.guildId);
      const others = entries.filter((entry) => entry.track?.id !== track.id);
      if (others.length >= tracksPerGuildMax) {
        throw new UserError(
          `This server already has ${tracksPerGuildMax} tracks, which is the most. Remove one first.`,
        );
      }
      const known = entries.findIndex((entry) => entry.track?.id === track.id);
      const raw = others.map((entry) => entry.raw);
      raw.splice(known === -1 ? raw.length : known, 0, checked);
      await this.#namespace.set(track.guildId, { v: 1, tracks: raw });
    });
  }

  async remove(guildId: string, trackId: string): Promise<boolean> {
    return this.#lock.run(guildId, async () => {
      const entries = await this.#read(guildId);
      const others = entries.filter((entry) => entry.track?.id !== trackId);
      if (others.length === entries.length) return false;
      if (others.length === 0) await this.#namespace.delete(guildId);
      else await this.#namespace.set(guildId, { v: 1, tracks: others.map((entry) => entry.raw) });
      return true;
    });
  }

  /** Unreadable entries keep their place in the file: a newer version may know them. */
  async #read(guildId: string): Promise<readonly Entry[]> {
    const stored = await this.#namespace.get(guildId);
    if (stored.kind === 'none') return [];
    const guild = stored.kind === 'value' ? guildSchema.safeParse(stored.value) : null;
    if (guild?.success !== true) {
      this.#unreadable(
        'unreadable-guild',
        guildId,
        guild?.error ?? (stored.kind === 'unreadable' ? stored.error : undefined),
      );
      return [];
    }
    return guild.data.tracks.map((raw) => ({ raw, track: this.#readTrack(guildId, raw) }));
  }

  #readTrack(guildId: string, raw: unknown): Track | null {
    const parsed = trackSchema.safeParse(raw);
    if (parsed.success && parsed.data.guildId === guildId) return parsed.data;
    this.#unreadable('unreadable-track', guildId, parsed.error);
    return null;
  }

  #unreadable(reason: string, guildId: string, cause: Error | undefined): void {
    const why =
      cause instanceof z.ZodError ? z.prettifyError(cause) : (cause?.message ?? 'it belongs to another server');
    this.#observer.eventDropped(STAGE, reason, false);
    this.#observer.stageFailed(STAGE, new Error(`a stored track of server ${guildId} was skipped: ${why}`));
  }
}
