import { Events, type Client, type Interaction } from 'discord.js';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { HealthPart } from '../../../domain/ports/health.ts';
import { backoffMs } from '../../../lib/backoff.ts';
import { plural } from '../../../lib/format.ts';
import { withTimeout } from '../../../lib/with-timeout.ts';
import type { Logger } from '../../../telemetry/logger.ts';
import { ConnectionPacer } from './connection-pacer.ts';
import { createClient } from './create-client.ts';
import { judgeLogin, type LoginFailure } from './login-failure.ts';

export interface GatewayOptions {
  readonly token: string;
  readonly apiUrl?: string;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random?: () => number;
  /** An event that discord.js or a listener could not digest; it is lost, the connection stays. */
  readonly onOddPacket: (error: unknown) => void;
  readonly onInteraction: (interaction: Interaction) => void;
  /** The first time a connection is ready, and again after each new login. */
  readonly onReady?: (client: Client<true>) => void;
  /** Permissions may have changed in this channel; null when they may have anywhere. */
  readonly onPermissionsChanged?: (channelId: string | null) => void;
}

const RETRY = { firstMs: 1_000, maxMs: 60_000, jitter: 0.5 };
/** A person mends the token or the application; until then each look is one refused request. */
const PERSON_RETRY_MS = 10 * 60_000;
const CLOSE_TIMEOUT_MS = 2_000;

type State =
  | { readonly phase: 'off' }
  | { readonly phase: 'connecting'; readonly lastFailure: LoginFailure | null }
  | { readonly phase: 'ready'; readonly client: Client<true> }
  | { readonly phase: 'reconnecting'; readonly client: Client<true> }
  | { readonly phase: 'failed'; readonly failure: LoginFailure };

/**
 * Keeps one discord.js client logged in for as long as it lives. Within a login discord.js resumes by itself; when a login
 * fails or ends for good, a new client replaces the old one, which cannot be used again.
 */
export class Gateway implements AsyncDisposable {
  readonly #options: GatewayOptions;
  readonly #stopping = new AbortController();
  #state: State = { phase: 'off' };
  #running: Promise<void> | null = null;

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** The client while it knows its servers, also during a short reconnect; null before and after. */
  get client(): Client<true> | null {
    return this.#state.phase === 'ready' || this.#state.phase === 'reconnecting' ? this.#state.client : null;
  }

  status(): HealthPart {
    const name = 'discord';
    switch (this.#state.phase) {
      case 'off':
        return { name, state: 'off', detail: 'Not started.' };
      case 'connecting':
        return this.#state.lastFailure === null
          ? { name, state: 'degraded', detail: 'Connecting to Discord.' }
          : { name, state: 'down', detail: this.#state.lastFailure.detail };
      case 'ready': {
        const servers = this.#state.client.guilds.cache.size;
        return {
          name,
          state: 'ok',
          detail: `Connected as ${this.#state.client.user.username}, in ${plural(servers, 'server')}.`,
        };
      }
      case 'reconnecting':
        return {
          name,
          state: 'degraded',
          detail: 'The connection to Discord was lost; reconnecting. Commands wait, alerts are still sent.',
        };
      case 'failed':
        return { name, state: 'down', detail: this.#state.failure.detail };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    this.#state = { phase: 'off' };
  }

  async #run(): Promise<void> {
    const { clock, logger, random = Math.random } = this.#options;
    const { signal } = this.#stopping;
    const pacer = new ConnectionPacer(clock, random, signal);
    let failures = 0;
    let lastFailure: LoginFailure | null = null;
    while (!signal.aborted) {
      this.#state = { phase: 'connecting', lastFailure };
      const ended = await this.#session(pacer);
      if (signal.aborted) return;
      failures = ended.wasReady ? 0 : failures;
      lastFailure = ended.failure;
      this.#state = { phase: 'failed', failure: ended.failure };
      const pause = ended.failure.needsPerson ? PERSON_RETRY_MS : backoffMs(failures++, RETRY, random());
      logger.error(
        { detail: ended.failure.detail, retryInMs: pause, error: ended.error },
        'The connection to Discord failed',
      );
      await clock.sleep(pause, signal).catch(() => undefined);
    }
  }

  /** From login to the end of that login; resolves also when stopped. */
  async #session(
    pacer: ConnectionPacer,
  ): Promise<{ readonly failure: LoginFailure; readonly wasReady: boolean; readonly error: unknown }> {
    const client = createClient(this.#options.apiUrl, pacer, this.#options.onOddPacket);
    const over = Promise.withResolvers<{ readonly closeCode: number | null; readonly error: unknown }>();
    const stop = (): void => over.resolve({ closeCode: null, error: null });
    this.#stopping.signal.addEventListener('abort', stop, { once: true });
    this.#listen(client, pacer, (closeCode) => over.resolve({ closeCode, error: null }));
    // With a gateway that is out of reach `login` stays pending while the pacer spaces out its attempts.
    client.login(this.#options.token).catch((error: unknown) => over.resolve({ closeCode: null, error }));
    const { closeCode, error } = await over.promise;
    this.#stopping.signal.removeEventListener('abort', stop);
    const wasReady = client.readyTimestamp !== null;
    await this.#close(client);
    return { failure: judgeLogin(error, closeCode), wasReady, error };
  }

  #listen(client: Client, pacer: ConnectionPacer, endedForGood: (closeCode: number | null) => void): void {
    const { logger, onInteraction, onReady, onPermissionsChanged } = this.#options;
    const ready = (): void => {
      if (client.isReady()) this.#state = { phase: 'ready', client };
    };
    client.once(Events.ClientReady, (readyClient) => {
      ready();
      logger.info({ servers: readyClient.guilds.cache.size, user: readyClient.user.username }, 'Connected to Discord');
      onReady?.(readyClient);
    });
    client.on(Events.ShardReady, () => {
      pacer.connected();
      ready();
    });
    client.on(Events.ShardResume, () => {
      pacer.connected();
      ready();
    });
    client.on(Events.ShardReconnecting, () => {
      pacer.disconnected();
      if (client.isReady()) this.#state = { phase: 'reconnecting', client };
      logger.warn('Reconnecting to Discord');
    });
    client.on(Events.ShardDisconnect, ({ code }) => endedForGood(code));
    client.on(Events.Invalidated, () => endedForGood(null));
    client.on(Events.InteractionCreate, onInteraction);
    client.on(Events.ChannelUpdate, (_, channel) => onPermissionsChanged?.(channel.id));
    client.on(Events.GuildRoleUpdate, () => onPermissionsChanged?.(null));
    // Without a listener an error event would end the process.
    client.on(Events.Error, (error) => logger.error({ error }, 'discord.js reported an error'));
    client.on(Events.ShardError, (error) => logger.warn({ error }, 'The connection to Discord reported an error'));
    client.on(Events.Warn, (message) => logger.warn({ detail: message }, 'discord.js warned'));
  }

  /** A peer that does not answer the close would keep `destroy` waiting for half a minute. */
  async #close(client: Client): Promise<void> {
    try {
      await withTimeout('closing the Discord client', CLOSE_TIMEOUT_MS, null, () => client.destroy());
    } catch (error) {
      this.#options.logger.warn({ error }, 'The Discord client did not close in time');
    }
    client.removeAllListeners();
    client.on(Events.Error, () => undefined);
  }
}
