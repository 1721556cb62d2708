import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTwitchApi } from '../../src/bot/twitch/helix/twitch-api.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createClipDesk, type ClipDesk } from '../../src/runtime/clip-desk.ts';
import { openStorage, type MaintainedStorage } from '../../src/storage/storage.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { FakeTwitchApi } from '../fakes/twitch/api-server.ts';
import { RecordingObserver } from '../fakes/twitch/recording-observer.ts';

export const CHANNEL = 'aurora';
const TOKEN = 'user-token';

/** A fake Twitch on which `aurora` is live and an account may clip, and a folder for a database. */
export interface ClipRoom extends AsyncDisposable {
  readonly api: FakeTwitchApi;
  readonly databaseUrl: string;
}

export async function openClipRoom(): Promise<ClipRoom> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'hypewire-clips-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const api = stack.use(await FakeTwitchApi.start());
  for (const login of [CHANNEL, 'clipper']) api.users.add(login);
  api.streams.set(CHANNEL, { id: 's1', login: CHANNEL });
  api.tokens.set(TOKEN, { login: 'clipper', scopes: ['clips:edit'] });
  const owned = stack.move();
  return {
    api,
    databaseUrl: `sqlite:${path.join(folder, 'hypewire.db')}`,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

export interface OpenedDesk extends AsyncDisposable {
  readonly storage: MaintainedStorage;
  readonly desk: ClipDesk;
  readonly observer: RecordingObserver;
}

/** What one process has: the store, the account, the desk. Talks to the port that TWURPLE_MOCK_API_PORT names. */
export async function openDesk(databaseUrl: string): Promise<OpenedDesk> {
  await using stack = new AsyncDisposableStack();
  const observer = new RecordingObserver();
  const storage = stack.use(await openStorage(databaseUrl, { clock: systemClock }));
  const twitch = stack.use(
    createTwitchApi({
      credentials: { clientId: 'client-id', clientSecret: 'client-secret', accessToken: TOKEN, refreshToken: null },
      sink: () => undefined,
      observer,
      logger: createLogger('silent'),
    }),
  );
  const { clips: clipMaker } = twitch;
  if (clipMaker === null) throw new Error('no clip maker');
  const deadline = AbortSignal.timeout(10_000);
  while (clipMaker.account() !== 'CLIPPER') {
    deadline.throwIfAborted();
    await systemClock.sleep(5, deadline);
  }
  const { clips, moments, streams } = storage;
  const wakeDelivery = (): void => undefined;
  const desk = stack.use(
    createClipDesk({ clipMaker, clips, moments, streams, clock: systemClock, observer, wakeDelivery }),
  );
  const owned = stack.move();
  return { storage, desk, observer, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
