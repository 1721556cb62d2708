import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EMOTE_LIMITS, type LiveLimits } from '../../src/bot/twitch/emotes/limits.ts';
import { Emoting, QUICK_EMOTES, SOON } from '../fakes/emotes/emote-kit.ts';
import { startFakeEmotes, type FakeEmotes } from '../fakes/emotes/fake-emotes.ts';
import { sevenTvId } from '../fakes/emotes/fake-seven-tv.ts';

const NINJA = '19571641';

let fake: FakeEmotes;
let stack: AsyncDisposableStack;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  fake = stack.use(await startFakeEmotes());
  fake.bttv.channels.set(NINJA, { own: [], shared: ['OwnTtv'] });
  fake.sevenTv.addChannel(NINJA, ['OwnSeven']);
});
afterEach(() => stack.disposeAsync());

const SEVEN_TOPICS = [
  `emote_set.update:${sevenTvId('global')}`,
  `emote_set.update:${sevenTvId(`set${NINJA}`)}`,
  `user.update:${sevenTvId(`user${NINJA}`)}`,
];

/** Following everything there is. */
async function follow(live: Partial<LiveLimits> = {}): Promise<Emoting> {
  const limits = { live: { ...QUICK_EMOTES.live, ...live } };
  const emoting = stack.use(new Emoting(fake.addresses, { channels: { ninja: NINJA }, limits }));
  await expect.poll(() => emoting.names('ninja'), SOON).toEqual(['OwnSeven', 'OwnTtv']);
  await followed();
  return emoting;
}

async function followed(): Promise<void> {
  await expect.poll(() => fake.sevenTv.live.topics(), SOON).toEqual(SEVEN_TOPICS);
  await expect.poll(() => fake.bttv.live.topics(), SOON).toEqual([`twitch:${NINJA}`]);
}

describe('changes over the sockets', () => {
  test('BetterTTV: added, renamed, removed', async () => {
    const emoting = await follow();
    fake.bttv.add(NINJA, 'catNew');
    await expect.poll(() => emoting.told.get('ninja')?.toSorted(), SOON).toEqual(['OwnSeven', 'OwnTtv', 'catNew']);
    expect(emoting.directory.find('ninja', 'catNew')).toMatchObject({ animated: true, scope: 'channel' });
    fake.bttv.rename(NINJA, 'OwnTtv', 'Renamed');
    await expect.poll(() => emoting.names('ninja'), SOON).toEqual(['OwnSeven', 'Renamed', 'catNew']);
    fake.bttv.remove(NINJA, 'catNew');
    await expect.poll(() => emoting.names('ninja'), SOON).toEqual(['OwnSeven', 'Renamed']);
  });

  test('7TV: added, renamed, removed', async () => {
    const emoting = await follow();
    fake.sevenTv.add(NINJA, 'RainOverlay');
    await expect.poll(() => emoting.told.get('ninja')?.toSorted(), SOON).toEqual(['OwnSeven', 'OwnTtv', 'RainOverlay']);
    expect(emoting.directory.find('ninja', 'RainOverlay')).toMatchObject({ zeroWidth: true });
    fake.sevenTv.rename(NINJA, 'OwnSeven', 'Renamed');
    await expect.poll(() => emoting.names('ninja'), SOON).toEqual(['OwnTtv', 'RainOverlay', 'Renamed']);
    fake.sevenTv.remove(NINJA, 'RainOverlay');
    await expect.poll(() => emoting.names('ninja'), SOON).toEqual(['OwnTtv', 'Renamed']);
  });

  test('7TV: another set comes into use', async () => {
    const emoting = await follow();
    fake.sevenTv.sets.set(sevenTvId('winter'), ['Snow']);
    fake.sevenTv.switchSet(NINJA, sevenTvId('winter'));
    await expect.poll(() => emoting.names('ninja'), SOON).toEqual(['OwnTtv', 'Snow']);
    await expect.poll(() => fake.sevenTv.live.topics(), SOON).toContain(`emote_set.update:${sevenTvId('winter')}`);
    expect(fake.sevenTv.live.topics()).not.toContain(SEVEN_TOPICS[1]);
  });

  test('are not undone by an API that has not noticed yet', async () => {
    const emoting = await follow();
    fake.sevenTv.rename(NINJA, 'OwnSeven', 'Renamed');
    await expect.poll(() => emoting.names('ninja'), SOON).toContain('Renamed');
    const asked = fake.asked(`/v3/users/twitch/${NINJA}`);
    emoting.directory.refresh('ninja');
    await expect.poll(() => fake.asked(`/3/cached/users/twitch/${NINJA}`), SOON).toBe(2);
    expect(emoting.names('ninja')).toContain('Renamed');
    expect(fake.asked(`/v3/users/twitch/${NINJA}`)).toBe(asked);
  });

  test('two channels that share a set both hear of it', async () => {
    fake.sevenTv.channels.set('42', { setId: sevenTvId(`set${NINJA}`), form: 'with-emotes' });
    const emoting = await follow();
    emoting.directory.want(new Map([...Object.entries({ ninja: NINJA, second: '42' })]));
    await expect.poll(() => emoting.names('second'), SOON).toEqual(['OwnSeven']);
    fake.sevenTv.add(NINJA, 'Shared');
    await expect.poll(() => emoting.names('second'), SOON).toContain('Shared');
    expect(emoting.names('ninja')).toContain('Shared');
  });

  test.each([
    ['no JSON', 'hello'],
    ['no frame', { op: 'x' }],
    ['a dispatch without a body', { op: 0, d: { type: 'emote_set.update' } }],
    ['too long', JSON.stringify({ op: 99, d: 'x'.repeat(2_000) })],
  ])('a frame that is %s is counted and changes nothing', async (_what, frame) => {
    const emoting = await follow({ frameCharactersMax: 1_500 });
    fake.sevenTv.live.tell(SEVEN_TOPICS[1]!, frame);
    await expect.poll(() => emoting.observer.seen, SOON).toEqual(['dropped emotes-live unreadable lost']);
    expect(emoting.names('ninja')).toEqual(['OwnSeven', 'OwnTtv']);
  });

  test('a change that cannot be read makes it look', async () => {
    const emoting = await follow();
    fake.sevenTv.sets.set(sevenTvId(`set${NINJA}`), ['Other']);
    const body = { id: sevenTvId(`set${NINJA}`), pushed: [{ key: 'emotes', value: { id: '../..' } }] };
    fake.sevenTv.live.tell(SEVEN_TOPICS[1]!, { op: 0, d: { type: 'emote_set.update', body } });
    await expect.poll(() => emoting.names('ninja'), SOON).toEqual(['Other', 'OwnTtv']);
  });
});

describe('sockets come back', () => {
  test('after they broke, with everything followed again', async () => {
    const emoting = await follow();
    fake.sevenTv.live.drop();
    fake.bttv.live.drop();
    await expect.poll(() => fake.sevenTv.live.opened, SOON).toBe(2);
    await expect.poll(() => fake.bttv.live.opened, SOON).toBe(2);
    await followed();
    fake.sevenTv.add(NINJA, 'Later');
    await expect.poll(() => emoting.names('ninja'), SOON).toContain('Later');
  });

  test.each([
    ['asks for a new connection', { op: 4, d: {} }],
    ['ends the stream', { op: 7, d: { code: 4006, message: 'restart' } }],
  ])('when the server %s', async (_what, frame) => {
    await follow();
    fake.sevenTv.live.clients[0]?.send(frame);
    await expect.poll(() => fake.sevenTv.live.opened, SOON).toBe(2);
    await followed();
  });

  test('when heartbeats fail to come', async () => {
    fake.sevenTv.heartbeatMs = 30;
    fake.sevenTv.beats = false;
    await follow();
    await expect.poll(() => fake.sevenTv.live.opened, SOON).toBeGreaterThanOrEqual(3);
  });

  test('not while they come', async () => {
    fake.sevenTv.heartbeatMs = 150;
    await follow();
    await expect.poll(() => fake.sevenTv.beaten, SOON).toBeGreaterThan(6);
    expect(fake.sevenTv.live.opened).toBe(1);
  });

  test('when a socket without heartbeats is old', async () => {
    await follow({ silentSessionMsMax: 60 });
    await expect.poll(() => fake.bttv.live.opened, SOON).toBeGreaterThanOrEqual(3);
  });

  test('while the provider is away they are tried again and again, and polling goes on', async () => {
    const emoting = await follow();
    await fake.stop();
    emoting.directory.refresh('ninja');
    await expect.poll(() => emoting.states()[0], SOON).toBe('7tv stale 1');
    await fake.listen();
    await followed();
    expect(emoting.names('ninja')).toEqual(['OwnSeven', 'OwnTtv']);
  });
});

describe('bounds', () => {
  test('topics are spread over sockets, and what does not fit is polled', async () => {
    for (let i = 0; i < 6; i++) fake.bttv.channels.set(String(100 + i), { own: [], shared: [`emote${i}`] });
    const emoting = await follow({ topicsPerConnectionMax: 2, connectionsMax: 2 });
    const others = Array.from({ length: 6 }, (_, i) => [`c${i}`, String(100 + i)] as const);
    emoting.directory.want(new Map([['ninja', NINJA], ...others]));
    await expect.poll(() => fake.bttv.live.topics(), SOON).toHaveLength(4);
    await expect.poll(() => emoting.names('c5'), SOON).toContain('emote5');
    expect(fake.bttv.live.clients).toHaveLength(2);
    // Room that becomes free is used by those who wait.
    emoting.directory.want(new Map(others));
    await expect.poll(() => fake.bttv.live.topics().includes(`twitch:${NINJA}`), SOON).toBe(false);
    await expect.poll(() => fake.bttv.live.topics(), SOON).toHaveLength(4);
  });

  test('no more than the server takes', async () => {
    fake.sevenTv.subscriptionLimit = 2;
    stack.use(new Emoting(fake.addresses, { channels: { ninja: NINJA } }));
    await expect.poll(() => fake.sevenTv.live.topics(), SOON).toHaveLength(2);
    expect(fake.sevenTv.live.opened).toBe(1);
  });

  test('without addresses there are no sockets', async () => {
    const addresses = { ...fake.addresses, bttvSocketUrl: null, sevenTvSocketUrl: null };
    const emoting = stack.use(new Emoting(addresses, { channels: { ninja: NINJA } }));
    await expect.poll(() => emoting.names('ninja'), SOON).toEqual(['OwnSeven', 'OwnTtv']);
    expect(fake.bttv.live.opened + fake.sevenTv.live.opened).toBe(0);
  });

  test('a disposed directory leaves nothing open', async () => {
    const emoting = await follow();
    await emoting[Symbol.asyncDispose]();
    await expect.poll(() => [...fake.bttv.live.clients, ...fake.sevenTv.live.clients], SOON).toEqual([]);
    expect(fake.bttv.live.problems.concat(fake.sevenTv.live.problems)).toEqual([]);
    expect(EMOTE_LIMITS.live.connectionsMax * EMOTE_LIMITS.live.topicsPerConnectionMax).toBeGreaterThanOrEqual(4_000);
  });
});
