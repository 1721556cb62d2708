import {
  NO_VOTES,
  type DeskEntry,
  type DeskStatus,
  type Mark,
  type MomentClip,
  type Precision,
  type Vote,
} from '../../domain/desk.ts';
import type { DeskStore } from '../../domain/ports/desk.ts';
import type { StoredMessage } from '../../domain/ports/stores.ts';

/** Desks in memory, for tests of this room. `revisions` counts the changes that cards have to follow. */
export class FakeDesk implements DeskStore {
  readonly #entries = new Map<string, DeskEntry>();
  readonly #votes = new Map<string, Map<string, Vote>>();
  revisions = 0;
  /** The channel of a moment, which a real store reads from the moment itself. */
  channelOf: (momentId: string) => string = () => 'ninja';

  async vote(momentId: string, guildId: string, userId: string, vote: Vote): Promise<DeskEntry> {
    const key = `${guildId}:${momentId}`;
    const cast = this.#votes.get(key) ?? new Map<string, Vote>();
    this.#votes.set(key, cast);
    if (cast.get(userId) === vote) cast.delete(userId);
    else cast.set(userId, vote);
    const votes = { ...NO_VOTES };
    for (const each of cast.values()) votes[each]++;
    return this.#put({ ...(await this.entry(momentId, guildId)), votes });
  }

  async setStatus(momentId: string, guildId: string, status: DeskStatus, userId: string): Promise<DeskEntry | null> {
    const entry = await this.entry(momentId, guildId);
    const isTaken = entry.status === 'claimed' || entry.status === 'done';
    if (isTaken && entry.claimedBy !== null && entry.claimedBy !== userId) return null;
    const keeps = status === 'claimed' || (status !== 'open' && entry.claimedBy === userId);
    return this.#put({ ...entry, status, claimedBy: keeps ? userId : null });
  }

  async entry(momentId: string, guildId: string): Promise<DeskEntry> {
    const known = this.#entries.get(`${guildId}:${momentId}`);
    return known ?? { momentId, guildId, status: 'open', claimedBy: null, votes: NO_VOTES };
  }

  async entries(momentIds: readonly string[], guildId: string): Promise<ReadonlyMap<string, DeskEntry>> {
    const known = momentIds.flatMap((id) => this.#entries.get(`${guildId}:${id}`) ?? []);
    return new Map(known.map((entry) => [entry.momentId, entry]));
  }

  async precision(channel: string, guildId: string, last: number): Promise<Precision> {
    const judged = [...this.#entries.values()]
      .filter((entry) => entry.guildId === guildId && this.channelOf(entry.momentId) === channel)
      .filter(({ votes }) => votes.clip + votes.not + votes.duplicate > 0)
      .slice(-last);
    return {
      judged: judged.length,
      kept: judged.filter(({ votes }) => votes.clip > votes.not + votes.duplicate).length,
    };
  }

  /** As a filter of moments asks for it. */
  peek(momentId: string, guildId: string): DeskEntry | null {
    return this.#entries.get(`${guildId}:${momentId}`) ?? null;
  }

  #put(entry: DeskEntry): DeskEntry {
    this.#entries.set(`${entry.guildId}:${entry.momentId}`, entry);
    this.revisions++;
    return entry;
  }
}

export class FakeMarks {
  readonly marks: Mark[] = [];

  async ofMoment(momentId: string, guildId: string | null): Promise<readonly Mark[]> {
    return this.marks.filter(
      (mark) => mark.momentId === momentId && (mark.guildId === null || mark.guildId === guildId),
    );
  }

  async between(channel: string, guildId: string | null, from: number, to: number): Promise<readonly Mark[]> {
    return this.marks.filter(
      (mark) =>
        mark.channel === channel &&
        (mark.guildId === null || mark.guildId === guildId) &&
        mark.at >= from &&
        mark.at < to,
    );
  }
}

export class FakeClips {
  readonly clips = new Map<string, MomentClip>();

  async ofMoment(momentId: string): Promise<MomentClip | null> {
    return this.clips.get(momentId) ?? null;
  }
}

/** Holds what was never taken back, as a real store does after a retraction. */
export class FakeMessages {
  readonly messages: StoredMessage[] = [];
  asked = 0;

  async around(channel: string, from: number, to: number, limit: number): Promise<readonly StoredMessage[]> {
    this.asked++;
    return this.messages
      .filter((message) => message.channel === channel && message.receivedAt >= from && message.receivedAt < to)
      .toSorted((a, b) => a.receivedAt - b.receivedAt)
      .slice(0, limit);
  }
}
