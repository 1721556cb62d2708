import { createRequestValidator } from '../openapi/validate-request.ts';
import { WorldBuilder } from './driver/builder.ts';
import { UserActions } from './driver/user-actions.ts';
import { Gateway } from './gateway/gateway.ts';
import { DEFAULT_RATE_LIMITS } from './http/rate-limits.ts';
import type { RateLimitOptions } from './http/rate-limits.ts';
import { RestApi } from './http/rest-api.ts';
import type { RequestViolation } from './http/rest-api.ts';
import { RestartableServer } from './http/restartable-server.ts';
import type { RestOptions } from './http/router.ts';
import type { FakeMessage, RecordedRequest } from './model.ts';
import { World } from './world.ts';

export interface FakeDiscordOptions {
  /** The bot token that is accepted. */
  readonly token?: string;
  /** What is given replaces the default of that field; `routes: {}` leaves only the standard limit. */
  readonly rateLimits?: Partial<RateLimitOptions>;
  readonly heartbeatIntervalMs?: number;
  /** Bits of the privileged intents that are granted; default none. */
  readonly privilegedIntents?: number;
  readonly rest?: Partial<RestOptions>;
  readonly now?: () => number;
}

const DEFAULT_REST: RestOptions = {
  interactionAckMs: 3_000,
  interactionTokenMs: 15 * 60_000,
  nonceWindowMs: 5 * 60_000,
  oldMessageAfterMs: 3_600_000,
  oldMessageEditsMax: 30,
  sessionStartsRemaining: 1_000,
};

/** A listening fake Discord. Dispose of it at the end of the test. */
export async function createFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const fake = new FakeDiscord(options);
  await fake.up();
  return fake;
}

/** Discord over real sockets: REST below `/api/v10`, gateway at `/gw`, and the hands to drive them. */
export class FakeDiscord implements AsyncDisposable {
  readonly token: string;
  readonly world: World;
  readonly addGuild: WorldBuilder['addGuild'];
  readonly addChannel: WorldBuilder['addChannel'];
  readonly addRole: WorldBuilder['addRole'];
  readonly user: WorldBuilder['user'];
  readonly say: WorldBuilder['say'];
  readonly denyBot: WorldBuilder['denyBot'];
  readonly removeChannel: WorldBuilder['removeChannel'];
  readonly removeRole: WorldBuilder['removeRole'];
  readonly removeGuild: WorldBuilder['removeGuild'];
  readonly breakGuild: WorldBuilder['breakGuild'];
  readonly mendGuild: WorldBuilder['mendGuild'];
  readonly slash: UserActions['slash'];
  readonly autocomplete: UserActions['autocomplete'];
  readonly press: UserActions['press'];
  readonly choose: UserActions['choose'];
  readonly gateway: Gateway;
  readonly #rest: RestApi;
  readonly #server: RestartableServer;
  /** `off` where the published API description is not at hand. */
  readonly openApiValidation: 'on' | 'off';

  constructor(options: FakeDiscordOptions) {
    this.token = options.token ?? 'fake.bot.token';
    this.world = new World({ token: this.token, now: options.now ?? (() => Date.now()) });
    const builder = new WorldBuilder(this.world);
    this.addGuild = builder.addGuild.bind(builder);
    this.addChannel = builder.addChannel.bind(builder);
    this.addRole = builder.addRole.bind(builder);
    this.user = builder.user.bind(builder);
    this.say = builder.say.bind(builder);
    this.denyBot = builder.denyBot.bind(builder);
    this.removeChannel = builder.removeChannel.bind(builder);
    this.removeRole = builder.removeRole.bind(builder);
    this.removeGuild = builder.removeGuild.bind(builder);
    this.breakGuild = builder.breakGuild.bind(builder);
    this.mendGuild = builder.mendGuild.bind(builder);
    const actions = new UserActions(this.world);
    this.slash = actions.slash.bind(actions);
    this.autocomplete = actions.autocomplete.bind(actions);
    this.press = actions.press.bind(actions);
    this.choose = actions.choose.bind(actions);
    this.gateway = new Gateway(this.world, {
      heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
      privilegedIntents: options.privilegedIntents ?? 0,
    });
    const validator = createRequestValidator('discord-openapi.json');
    this.openApiValidation = validator ? 'on' : 'off';
    const rateLimits = { ...DEFAULT_RATE_LIMITS, ...options.rateLimits };
    this.#rest = new RestApi(this.world, { ...DEFAULT_REST, ...options.rest }, rateLimits, validator);
    this.#server = new RestartableServer(
      (request, response) => {
        this.#rest.handle(request, response).catch((error: unknown) => {
          this.crashes.push(error);
          response.destroy();
        });
      },
      (request, socket, head) => this.gateway.accept(request, socket, head),
    );
  }

  /** Bugs of the fake itself; a test that fails oddly looks here. */
  readonly crashes: unknown[] = [];

  /** For `DISCORD_API_URL` and discord.js's `rest.api`. */
  get apiUrl(): string {
    return `http://127.0.0.1:${this.#server.port}/api`;
  }

  get gatewayUrl(): string {
    return `ws://127.0.0.1:${this.#server.port}/gw`;
  }

  /** REST faults on demand. */
  get faults(): RestApi['faults'] {
    return this.#rest.faults;
  }

  get requests(): readonly RecordedRequest[] {
    return this.#rest.requests;
  }

  /** Requests Discord's API description does not allow; empty when `openApiValidation` is off. */
  get violations(): readonly RequestViolation[] {
    return this.#rest.violations;
  }

  get invalidRequests(): number {
    return this.#rest.invalidRequests;
  }

  /** Requests whose sender hung up before they had arrived in full. */
  get brokenOffRequests(): number {
    return this.#rest.brokenOff;
  }

  /** Refuses connections until `up`; existing ones are destroyed. */
  async down(): Promise<void> {
    await this.#server.stop();
  }

  /** Listens (again), on the port of before. */
  async up(): Promise<void> {
    await this.#server.listen();
  }

  /** While true, new connections are accepted and closed at once. */
  set acceptAndClose(value: boolean) {
    this.#server.acceptAndClose = value;
    if (value) this.#server.dropConnections();
  }

  /** What stands in the channel, oldest first; neither deleted nor ephemeral messages. */
  messagesIn(channelId: string): readonly FakeMessage[] {
    return this.world.messagesIn(channelId);
  }

  async waitForMessage(predicate: (message: FakeMessage) => boolean, deadlineMs = 5_000): Promise<FakeMessage> {
    return this.waitFor(
      'a message',
      () => this.world.messages.find((message) => message.deletedAt === null && predicate(message)),
      deadlineMs,
    );
  }

  /** The first value of `read` that is not undefined, read again after every change. @throws Error after `deadlineMs` */
  async waitFor<T>(what: string, read: () => T | undefined, deadlineMs = 5_000): Promise<T> {
    return this.world.changes.waitFor(what, deadlineMs, read);
  }

  /** Resolves when a bot is connected to the gateway and identified. */
  async waitForBot(deadlineMs = 5_000): Promise<void> {
    await this.waitFor('a bot on the gateway', () => (this.gateway.isConnected ? true : undefined), deadlineMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.gateway.drop();
    await this.#server[Symbol.asyncDispose]();
  }
}
