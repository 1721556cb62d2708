import { ChannelType, Routes, type APIThreadChannel, type RESTGetAPIGuildThreadsResult } from 'discord.js';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { ThreadWish } from '../../../domain/ports/delivery.ts';
import type { Cache } from '../../../domain/ports/stores.ts';
import { TtlMap } from '../../../lib/ttl-map.ts';
import type { Logger } from '../../../telemetry/logger.ts';
import { judged, judgeError, type ApiFailure } from '../rest/api-failure.ts';
import type { DiscordRest } from '../rest/discord-rest.ts';
import type { TargetBreaker } from './target-breaker.ts';
import { isSnowflake, type DiscordTarget } from './target-route.ts';

const DAY_MS = 24 * 3_600_000;
/** Broadcasts of several days exist; a card later than this opens another thread. */
const KEPT_MS = 7 * DAY_MS;
const REMEMBERED_MAX = 1_000;
/** Minutes without a message until Discord folds a thread away. */
const AUTO_ARCHIVE_MINUTES = 1_440;

export interface StreamThreadsOptions {
  readonly rest: DiscordRest;
  /** Keeps thread ids across restarts. */
  readonly cache: Cache;
  /** Its own, because a place that takes no threads may well take cards. */
  readonly breaker: TargetBreaker;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Remembered {
  /** Null when a thread was asked for and the answer is not known. */
  readonly id: string | null;
}

/** Threads that cards of one broadcast share: opened when the first one comes, found again after a restart. */
export class StreamThreads {
  readonly #options: StreamThreadsOptions;
  /** Also what holds while the cache cannot be written. */
  readonly #known = new TtlMap<Remembered>({ ttlMs: KEPT_MS, entriesMax: REMEMBERED_MAX });

  constructor(options: StreamThreadsOptions) {
    this.#options = options;
  }

  /** The thread's id, if one was opened. */
  async known(key: string): Promise<string | null> {
    return (await this.#recall(key))?.id ?? null;
  }

  /** @throws what is not a failure of the platform or the network */
  async open(target: DiscordTarget, wish: ThreadWish, signal: AbortSignal): Promise<DiscordTarget | ApiFailure> {
    const { breaker, clock } = this.#options;
    const before = await this.#recall(wish.key);
    if (before !== undefined && before.id !== null) return { kind: 'thread', id: before.id };
    const blocked = breaker.blocked(target.id, clock.now());
    if (blocked !== null) return { kind: 'forbidden', reason: blocked, uncertain: false };
    const opened = await judged(async () => {
      // An earlier request may have been carried out although its answer never came.
      const left = before === undefined ? null : await this.#findOwn(target, wish.name, signal);
      await this.#remember(wish.key, { id: left });
      const id = left ?? (await this.#create(target, wish.name, signal));
      await this.#remember(wish.key, { id });
      return { kind: 'thread', id } as const;
    });
    if ('id' in opened) breaker.clear(target.id);
    else if (opened.kind === 'forbidden') breaker.refused(target.id, opened.reason, clock.now());
    return opened;
  }

  /** It was deleted: the next card opens another one. */
  async forget(key: string): Promise<void> {
    await this.#remember(key, undefined);
  }

  async #create(target: DiscordTarget, name: string, signal: AbortSignal): Promise<string> {
    const type = target.kind === 'announcement' ? ChannelType.AnnouncementThread : ChannelType.PublicThread;
    const body = { name, type, auto_archive_duration: AUTO_ARCHIVE_MINUTES };
    const thread = (await this.#options.rest.call('POST', Routes.threads(target.id), { body, signal })) as {
      readonly id: string;
    };
    return thread.id;
  }

  /** Null also where the bot may not look: a second thread is the lesser evil. */
  async #findOwn(target: DiscordTarget, name: string, signal: AbortSignal): Promise<string | null> {
    try {
      return await findOwnThread(this.#options.rest, target, name, signal);
    } catch (error) {
      const failure = judgeError(error);
      if (failure?.kind === 'forbidden' || failure?.kind === 'gone') return null;
      throw error;
    }
  }

  async #recall(key: string): Promise<Remembered | undefined> {
    const { cache, clock, logger } = this.#options;
    const known = this.#known.get(key, clock.now());
    if (known !== undefined) return known;
    try {
      const kept = await cache.get<Remembered>(key);
      return kept === undefined || kept.id === null || isSnowflake(kept.id) ? kept : undefined;
    } catch (error) {
      logger.warn({ key, error }, 'Could not look up the thread of a stream');
      return undefined;
    }
  }

  async #remember(key: string, thread: Remembered | undefined): Promise<void> {
    const { cache, clock, logger } = this.#options;
    if (thread === undefined) this.#known.delete(key);
    else this.#known.set(key, thread, clock.now());
    try {
      await cache.set(key, thread ?? null, thread === undefined ? 0 : KEPT_MS);
    } catch (error) {
      logger.warn({ key, error }, 'Could not keep the thread of a stream; a restart opens another one');
    }
  }
}

async function findOwnThread(
  rest: DiscordRest,
  target: DiscordTarget,
  name: string,
  signal: AbortSignal,
): Promise<string | null> {
  const ownId = await rest.ownId(signal);
  const channel = (await rest.call('GET', Routes.channel(target.id), { signal })) as { readonly guild_id?: string };
  if (channel.guild_id === undefined) return null;
  const answer = (await rest.call('GET', Routes.guildActiveThreads(channel.guild_id), {
    signal,
  })) as RESTGetAPIGuildThreadsResult;
  const own = (answer.threads as APIThreadChannel[]).find(
    (thread) => thread.parent_id === target.id && thread.owner_id === ownId && thread.name === name,
  );
  return own?.id ?? null;
}
