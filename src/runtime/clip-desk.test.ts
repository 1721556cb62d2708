import { describe, expect, test } from 'vitest';
import type { MomentClip } from '../domain/desk.ts';
import type { HypeMoment } from '../domain/hype-moment.ts';
import type { ClipMaker, ClipOutcome, ClipRefusal, ClipStore } from '../domain/ports/desk.ts';
import { silentObserver } from '../lib/silent-observer.ts';
import { aMoment, anEvent, aStream, aTrack } from '../pipeline/alerting/testing.ts';
import { ManualClock } from '../../tests/fakes/twitch/manual-clock.ts';
import { createClipDesk, type ClipDesk } from './clip-desk.ts';

const START = 1_750_000_000_000;
const AUTO = aTrack({ autoClip: true });
const refused = (reason: ClipRefusal, retryable = false): ClipOutcome => ({
  kind: 'refused',
  reason,
  detail: `Refused: ${reason}.`,
  retryable,
});

/** Keeps every state a clip went through. */
class FakeClipStore implements ClipStore {
  readonly history: MomentClip[] = [];
  failing = false;

  async save(clip: MomentClip): Promise<void> {
    if (this.failing) throw new Error('disk full');
    this.history.push(clip);
  }
  async ofMoment(momentId: string): Promise<MomentClip | null> {
    return this.history.findLast((clip) => clip.momentId === momentId) ?? null;
  }
  async unfinished(): Promise<readonly MomentClip[]> {
    const latest = new Map(this.history.map((clip) => [clip.momentId, clip]));
    return [...latest.values()].filter((clip) => clip.state === 'creating');
  }
  get states(): string[] {
    return this.history.map(({ state, clipId, url, problem }) => `${state} ${url ?? problem ?? clipId ?? '-'}`);
  }
}

/** Answers with what the test queued, or makes a clip that is listed `listedAfterMs` later. */
class FakeClipMaker implements ClipMaker {
  readonly calls: string[] = [];
  readonly live: (ClipOutcome | Error)[] = [];
  readonly vod: ClipOutcome[] = [];
  readonly #clock: ManualClock;
  listedAfterMs = 3_000;
  lookupFails = false;
  #madeAt = new Map<string, number>();

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }
  account(): string {
    return 'Clip_Per';
  }
  missing(): null {
    return null;
  }
  async createNow(channel: string, title: string, seconds: number): Promise<ClipOutcome> {
    this.calls.push(`live ${channel} ${seconds}s at ${(this.#clock.now() - START) / 1_000} "${title}"`);
    const outcome = this.live.shift() ?? this.#make();
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }
  async createFromVod(
    { vodId }: { vodId: string | null },
    _: string,
    seconds: number,
    end: number,
  ): Promise<ClipOutcome> {
    this.calls.push(`vod ${vodId} ${seconds}s to ${end} at ${(this.#clock.now() - START) / 1_000}`);
    return this.vod.shift() ?? this.#make();
  }
  async find(clipId: string): Promise<string | null> {
    if (this.lookupFails) throw new Error('Twitch is down');
    const at = this.#madeAt.get(clipId) ?? Number.POSITIVE_INFINITY;
    return this.#clock.now() >= at + this.listedAfterMs ? `https://clips.twitch.tv/${clipId}` : null;
  }
  /** As if an earlier process had made it. */
  known(clipId: string): void {
    this.#madeAt.set(clipId, START - 60_000);
  }
  #make(): ClipOutcome {
    const clipId = `Clip${this.#madeAt.size + 1}`;
    this.#madeAt.set(clipId, this.#clock.now());
    return { kind: 'created', clipId, editUrl: null };
  }
}

function setUp() {
  const clock = new ManualClock(START + 5_000);
  const clips = new FakeClipStore();
  const maker = new FakeClipMaker(clock);
  const moments = new Map<string, HypeMoment>();
  const streams = new Map([['s1', aStream({ startedAt: START - 600_000 })]]);
  const log: string[] = [];
  const observer = silentObserver({
    stageFailed: (stage, error) => void log.push(`${stage}: ${String(error)}`),
    eventDropped: (_stage, reason) => void log.push(reason),
  });
  const desk = createClipDesk({
    clipMaker: maker,
    clips,
    moments: {
      get: async (id) => {
        const moment = moments.get(id);
        return moment === undefined ? null : { moment, revision: 1 };
      },
    },
    streams: { get: async (id) => streams.get(id) ?? null },
    clock,
    observer,
    wakeDelivery: () => undefined,
  });
  /** Chat reacts at START, and 5 s later the moment is found. */
  const moment = (over: Partial<HypeMoment> = {}): HypeMoment => {
    const made = aMoment({ id: 'm1', streamId: 's1', startedAt: START, detectedAt: START + 5_000, ...over });
    moments.set(made.id, made);
    return made;
  };
  return { clock, clips, maker, moments, streams, log, desk, moment };
}

function alert(desk: ClipDesk, moment: HypeMoment, track = AUTO): void {
  desk.onAlert(anEvent('started', moment), track);
}

describe('an automatic clip', () => {
  test('is asked for when it holds the reaction, and confirmed before it is shown', async () => {
    const { desk, clock, clips, maker, moment } = setUp();
    const found = moment();
    alert(desk, found);
    moment({ multiplier: 6.1 });
    await clock.advance(12_900);
    expect([maker.calls, clips.states]).toEqual([[], []]);
    await clock.advance(200);
    expect(maker.calls).toEqual(['live ninja 53s at 18 "Funny in ninja — 6.1× usual"']);
    expect(clips.states).toEqual(['creating -', 'creating Clip1']);
    await clock.advance(5_000);
    expect(clips.states.at(-1)).toBe('ready https://clips.twitch.tv/Clip1');
    expect(clips.history.at(-1)?.account).toBe('Clip_Per');
  });

  test('is made once, however many tracks want it, and reaches back as far as the furthest', async () => {
    const { desk, clock, maker, moment } = setUp();
    const found = moment();
    alert(desk, found);
    alert(desk, found, aTrack({ id: 't2', autoClip: true, reachBackSeconds: 35 }));
    await clock.advance(60_000);
    alert(desk, found, aTrack({ id: 't3', autoClip: true }));
    await clock.advance(60_000);
    expect(maker.calls).toEqual(['live ninja 58s at 18 "Funny in ninja — 4.2× usual"']);
  });

  test('is asked for at once when the moment is over', async () => {
    const { desk, clock, maker, moment } = setUp();
    alert(desk, moment());
    await clock.advance(4_000);
    desk.onEnded('m1');
    desk.onEnded('unknown');
    await clock.advance(100);
    expect(maker.calls).toEqual(['live ninja 45s at 9 "Funny in ninja — 4.2× usual"']);
  });

  test.each([
    ['a track that wants none', aTrack(), {}],
    ['an attack', AUTO, { attack: true }],
  ])('is not made for %s', async (_, track, over) => {
    const { desk, clock, maker, moment, clips } = setUp();
    alert(desk, moment(over), track);
    await clock.advance(120_000);
    expect([maker.calls, clips.states]).toEqual([[], []]);
  });

  test('is not made when the moment turns out to be an attack', async () => {
    const { desk, clock, maker, moment } = setUp();
    alert(desk, moment());
    moment({ attack: true });
    await clock.advance(120_000);
    expect(maker.calls).toEqual([]);
  });

  test('is not asked for while it cannot be noted down', async () => {
    const { desk, clock, maker, moment, clips, log } = setUp();
    clips.failing = true;
    alert(desk, moment());
    await clock.advance(120_000);
    expect(maker.calls).toEqual([]);
    expect(log).toEqual(['clip-store: Error: disk full']);
  });

  test('is asked for three times at most, then of the video', async () => {
    const { desk, clock, clips, maker, moment } = setUp();
    maker.live.push(...Array<ClipOutcome>(9).fill(refused('unavailable', true)));
    alert(desk, moment());
    await clock.advance(120_000);
    expect(maker.calls.map((call) => call.split(' "')[0])).toEqual([
      'live ninja 53s at 18',
      'live ninja 60s at 28',
      'live ninja 60s at 38',
      'vod v1 48s to 618 at 48',
    ]);
    expect(clips.states.at(-1)).toBe('ready https://clips.twitch.tv/Clip1');
  });

  test('a refusal for good ends it, in words', async () => {
    const { desk, clock, clips, maker, moment, log } = setUp();
    maker.live.push(refused('clips-disabled'));
    alert(desk, moment());
    await clock.advance(120_000);
    expect(maker.calls).toHaveLength(1);
    expect(clips.states).toEqual(['creating -', 'failed Refused: clips-disabled.']);
    expect(log).toEqual(['clips-disabled']);
  });

  test('an account that may not use the video reports what stopped the live clip', async () => {
    const { desk, clock, clips, maker, moment } = setUp();
    maker.live.push(refused('not-live'));
    maker.vod.push(refused('missing-scope'));
    alert(desk, moment());
    await clock.advance(120_000);
    expect(maker.calls).toHaveLength(2);
    expect(clips.states.at(-1)).toBe('failed Refused: not-live.');
  });

  test('a clip listed late is ready, one never listed has failed after a minute', async () => {
    const late = setUp();
    late.maker.listedAfterMs = 50_000;
    alert(late.desk, late.moment());
    await late.clock.advance(13_000 + 59_000);
    expect(late.clips.states.at(-1)).toBe('creating Clip1');
    await late.clock.advance(2_000);
    expect(late.clips.states.at(-1)).toContain('ready');

    const never = setUp();
    never.maker.listedAfterMs = 1e9;
    alert(never.desk, never.moment());
    await never.clock.advance(80_000);
    expect(never.clips.states.at(-1)).toMatch(/^failed .*within a minute/);

    const down = setUp();
    down.maker.lookupFails = true;
    alert(down.desk, down.moment());
    await down.clock.advance(80_000);
    expect(down.clips.states.at(-1)).toMatch(/^failed .*does not say/);
  });

  test('a bug while asking is noted as a failure', async () => {
    const { desk, clock, clips, maker, moment, log } = setUp();
    maker.live.push(new Error('bug'));
    alert(desk, moment());
    await clock.advance(30_000);
    expect(clips.states.at(-1)).toMatch(/^failed Something/);
    expect(log).toEqual(['clip: Error: bug']);
  });

  test('20 clips an hour, the next is refused with its reason', async () => {
    const { desk, clock, clips, maker, moment } = setUp();
    for (let i = 0; i < 21; i++) alert(desk, moment({ id: `m${i}`, channel: `c${i}`, streamId: null }));
    await clock.advance(120_000);
    expect(maker.calls).toHaveLength(20);
    expect(clips.history.filter((clip) => clip.state === 'failed').map((clip) => clip.problem)).toEqual([
      '20 clips an hour are the most I ask Twitch for.',
    ]);
  });

  test('more at once than are kept track of are counted', async () => {
    const { desk, clock, moment, log } = setUp();
    for (let i = 0; i < 65; i++) alert(desk, moment({ id: `m${i}` }));
    expect(log).toEqual(['too-many-at-once']);
    await desk[Symbol.asyncDispose]();
    await clock.advance(100);
  });
});

describe('the button', () => {
  test('clips the running stream while the moment is fresh, once', async () => {
    const { desk, clock, clips, maker, moment } = setUp();
    moment();
    const [first, second] = await Promise.all([desk.createClip('m1', '300'), desk.createClip('m1', '301')]);
    expect(first).toEqual({
      ok: true,
      text: 'Twitch is making a clip under **Clip\\_Per**; the card shows it in a few seconds.',
    });
    expect(second).toMatchObject({ ok: true, text: expect.stringContaining('is being made') as string });
    expect(maker.calls).toEqual(['live ninja 45s at 5 "Funny in ninja — 4.2× usual"']);
    await clock.advance(10_000);
    expect(clips.states.at(-1)).toContain('ready');
    expect((await desk.createClip('m1', '300')).text).toBe('There is a clip already: https://clips.twitch.tv/Clip1');
  });

  test('waits for no clip that is on its way by itself', async () => {
    const { desk, moment, maker } = setUp();
    alert(desk, moment());
    expect(await desk.createClip('m1', '300')).toMatchObject({ ok: true });
    expect(maker.calls).toEqual([]);
    await desk[Symbol.asyncDispose]();
  });

  test('an older moment is clipped from the video', async () => {
    const { desk, clock, maker, moment } = setUp();
    moment();
    await clock.advance(600_000);
    expect(await desk.createClip('m1', '300')).toMatchObject({ ok: true });
    expect(maker.calls).toEqual(['vod v1 48s to 618 at 605']);
  });

  test('where the account may not, it says why and how to do it by hand, and the card stays as it is', async () => {
    const { desk, clock, clips, maker, moment } = setUp();
    moment();
    await clock.advance(600_000);
    maker.vod.push(refused('not-allowed'));
    expect(await desk.createClip('m1', '300')).toEqual({
      ok: false,
      text: "No clip: Refused: not-allowed. By hand: open [the video there](https://www.twitch.tv/videos/v1?t=9m30s) and press Twitch's clip button.",
    });
    expect(clips.states).toEqual([]);
  });

  test.each([
    ['an older moment without a video', 600_000, {}, /no video/],
    ['an attack', 0, { attack: true }, /attack/],
  ])('%s cannot be clipped', async (_, after, over, text) => {
    const { desk, clock, moment, maker, streams } = setUp();
    streams.set('s1', aStream({ vodId: null }));
    moment(over);
    await clock.advance(after);
    const answer = await desk.createClip('m1', '300');
    expect(answer.ok).toBe(false);
    expect(answer.text).toMatch(text);
    expect((await desk.createClip('gone', '300')).ok).toBe(false);
    expect(maker.calls).toEqual([]);
  });

  test('a clip that failed may be asked for again; a person has a share of the hour', async () => {
    const { desk, clock, maker, moment, streams } = setUp();
    streams.clear();
    moment();
    maker.live.push(refused('unavailable', true));
    expect(await desk.createClip('m1', '300')).toMatchObject({ ok: false, text: 'No clip: Refused: unavailable.' });
    await clock.advance(10_000);
    expect(await desk.createClip('m1', '300')).toMatchObject({ ok: true });
    for (let i = 0; i < 4; i++) {
      moment({ id: `x${i}`, channel: `c${i}` });
      expect((await desk.createClip(`x${i}`, '300')).ok).toBe(true);
    }
    moment({ id: 'y', channel: 'y' });
    expect((await desk.createClip('y', '300')).text).toContain('most for one person');
    expect((await desk.createClip('y', '301')).ok).toBe(true);
    await desk[Symbol.asyncDispose]();
  });
});

describe('after a restart', () => {
  const left = (over: Partial<MomentClip>): MomentClip => ({
    momentId: 'm1',
    channel: 'ninja',
    state: 'creating',
    clipId: null,
    url: null,
    account: 'Clip_Per',
    problem: null,
    at: START,
    ...over,
  });

  test('a clip whose id is known is looked up, one without is given up', async () => {
    const { desk, clock, clips, maker } = setUp();
    clips.history.push(left({ clipId: 'Old' }), left({ momentId: 'm2' }), left({ momentId: 'm3', state: 'ready' }));
    maker.known('Old');
    await desk.recover();
    await clock.advance(3_000);
    expect(clips.states.slice(3)).toEqual([
      'failed The bot was restarted while it asked Twitch for the clip, so it is not known whether there is one.',
      'ready https://clips.twitch.tv/Old',
    ]);
    expect(maker.calls).toEqual([]);
  });

  test('a stop leaves what is under way to the next start, quickly', async () => {
    const { desk, clock, clips, moment, log } = setUp();
    alert(desk, moment());
    alert(desk, moment({ id: 'm2', channel: 'b' }));
    await clock.advance(13_100);
    await desk[Symbol.asyncDispose]();
    expect((await clips.unfinished()).map((clip) => clip.clipId)).toEqual(['Clip1', 'Clip2']);
    expect(log).toEqual([]);
    alert(desk, moment({ id: 'm3' }));
    expect(log).toEqual(['stopping']);
  });
});
