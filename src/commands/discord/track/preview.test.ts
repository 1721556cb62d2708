import { describe, expect, test } from 'vitest';
import type { ReplyButton } from '../../../domain/command.ts';
import type { HypeMoment } from '../../../domain/hype-moment.ts';
import type { Track } from '../../../domain/track.ts';
import { aMoment, aStream, aTrack, NOON } from '../../../pipeline/alerting/testing.ts';
import { aWorld, buttonOf, GUILD, OTHER_GUILD, textOf } from '../../testing/world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

async function withNinja(track: Partial<Track> = {}, minutes = 2_460) {
  const metrics = { messages: 9, minutes, busiestMinute: null, peakPerSecond: 1, topEmotes: [] };
  const asked: (readonly number[])[] = [];
  const app = aWorld({
    metrics: {
      summary: async (_, from, to) => {
        asked.push([from, to]);
        return metrics;
      },
    },
  });
  const { world } = app;
  await world.tracks.put(aTrack({ id: 't1', guildId: GUILD, ...track }));
  const add = (id: string, minutesAgo: number, peakScore: number, over: Partial<HypeMoment> = {}): void => {
    const at = NOON - minutesAgo * MINUTE_MS;
    world.moments.moments.push(aMoment({ id, detectedAt: at, score: peakScore, peakScore, ...over }));
  };
  const vote = (id: string, cast: 'clip' | 'not' | 'duplicate', guildId = GUILD) =>
    world.moments.desk.vote(id, guildId, '1', cast);
  return { ...app, add, vote, asked, track: () => world.tracks.get(GUILD, 't1') };
}

type App = Awaited<ReturnType<typeof withNinja>>;

/** 25 alerts: 12 strong kept ones, one weak kept one, 12 weak ones nobody wanted. */
async function withVotes(app: App): Promise<void> {
  for (let i = 0; i < 25; i++) {
    app.add(`v${i}`, 100 + i * 10, i < 12 ? 15 : 11.2);
    await app.vote(`v${i}`, i <= 12 ? 'clip' : 'not');
  }
}

const routeOf = (button: ReplyButton | undefined) => (button?.kind === 'press' ? button.route : null);

describe('/track preview', () => {
  test('says what would be lost, gained and kept, and applies it with one press', async () => {
    const app = await withNinja();
    app.world.streams.streams.push(aStream({ id: 's1', startedAt: NOON - 3 * 60 * MINUTE_MS }));
    app.add('strong', 10, 20, { streamId: 's1' });
    app.add('kept', 20, 11, { streamId: 's1', category: 'rage' });
    app.add('unwanted', 30, 12);
    app.add('unjudged', 40, 12);
    // Its alert comes only because the one before it no longer begins a cooldown.
    app.add('first', 51, 11);
    app.add('second', 50, 14, { category: 'love' });
    app.add('weak', 60, 9.9);
    await app.vote('strong', 'clip');
    await app.vote('kept', 'clip');
    await app.vote('unwanted', 'not');
    await app.vote('unjudged', 'clip', OTHER_GUILD);
    const reply = await app.say('track preview', { options: { channel: 'ninja', sensitivity: 'LOW' } });
    expect(textOf(reply)).toMatchInlineSnapshot(`
      "### **ninja**: medium (score 10) → low (score 13.5)
      **5 alerts → 2** in 41 h of chat and 1 stream since <t:1772539200:d>, 0.12 → 0.05 an hour.
      By the votes of this server: 2 of 3 kept → 1 of 1.
      You would have lost this one, which was voted *Clip it*:
      - <t:1780313995:f> 😡 Rage · 4.2× usual · score 11.0 · [VOD at 2h39m25s](https://www.twitch.tv/videos/v1?t=2h39m25s)
      Also not posted: 1 voted against, 2 nobody voted on.
      You would have gained this one:
      - <t:1780312195:f> 💜 Love · 4.2× usual · score 14.0
      -# These are stored moments, judged again by this track's cooldown of 90 s."
    `);
    expect(await app.track()).toMatchObject({ sensitivity: 'medium' });

    const used = await app.press(buttonOf(reply, 'Use this sensitivity'));
    expect(used.how).toBe('update');
    expect(textOf(used.reply)).toBe(
      '**ninja** has sensitivity **low (score 13.5)** from here on; it was medium (score 10).',
    );
    expect(await app.track()).toMatchObject({ sensitivity: 'low' });
    expect(app.world.changes).toBe(1);
    await app.press(buttonOf(used.reply, 'Back to medium'));
    expect(await app.track()).toMatchObject({ sensitivity: 'medium' });
    expect(app.world.changes).toBe(2);
  });

  test('one stream by itself', async () => {
    const app = await withNinja();
    const startedAt = NOON - 5 * DAY_MS;
    app.world.streams.streams.push(aStream({ id: 'old', startedAt, endedAt: startedAt + 60 * MINUTE_MS }));
    const ago = (minutes: number) => 5 * 24 * 60 - minutes;
    app.add('in', ago(10), 11, { streamId: 'old' });
    app.add('early', ago(1), 11);
    app.add('other', ago(30), 11, { streamId: 'rerun' });
    app.add('now', 5, 11);
    const options = { channel: 'ninja', sensitivity: '13', stream: 'old' };
    const text = textOf(await app.say('track preview', { options }));
    expect(text).toContain('**2 alerts → 0** in the stream of <t:');
    expect(app.asked).toEqual([[startedAt, startedAt + 65 * MINUTE_MS]]);
    expect(await app.suggest('track preview', 'stream')).toEqual(['old']);
    await expect(app.say('track preview', { options: { ...options, stream: 'nope' } })).rejects.toThrow(
      /no such stream/,
    );
  });

  test('what changes nothing has no button', async () => {
    const app = await withNinja();
    app.add('m', 10, 11);
    for (const sensitivity of ['medium', '10']) {
      const reply = await app.say('track preview', { options: { channel: 'ninja', sensitivity } });
      expect(textOf(reply)).toContain('1 alert');
      expect(buttonOf(reply, 'Use this sensitivity')).toBeUndefined();
    }
    await app.world.tracks.put(aTrack({ id: 't1', guildId: GUILD, sensitivity: 6 }));
    const below = await app.say('track preview', { options: { channel: 'ninja', sensitivity: '1' } });
    expect(buttonOf(below, 'Use this sensitivity')).toBeUndefined();
  });

  test('says when there is little or nothing to go by, and how a pause and quiet hours count', async () => {
    const app = await withNinja({ paused: true, quietHours: { from: 0, to: 60, timeZone: 'UTC' } }, 30);
    const text = textOf(await app.say('track preview', { options: { channel: 'ninja', sensitivity: 'high' } }));
    expect(text).toContain('**0 alerts → 0** in 30 min of chat since <t:');
    expect(text).toContain('That is little chat to go by');
    expect(text).toContain('No stored moment was strong enough.');
    expect(text).toContain('and its quiet hours, as if it were not paused.');
  });

  test('older, foreign and otherwise scored moments and attacks have no part in it', async () => {
    const app = await withNinja();
    app.add('old', 91 * 24 * 60, 20);
    app.add('foreign', 10, 20, { channel: 'shroud' });
    app.add('sigma', 20, 20, { detector: 'sigma' });
    app.add('attack', 30, 20, { attack: true });
    const text = textOf(await app.say('track preview', { options: { channel: 'ninja', sensitivity: 'high' } }));
    expect(text).toContain('**0 alerts → 0**');
  });

  test('thousands of moments fit, the newest of them', async () => {
    const app = await withNinja();
    for (let i = 0; i < 3_600; i++) app.add(`m${i}`, i * 10, i % 2 === 0 ? 11 : 20);
    const text = textOf(await app.say('track preview', { options: { channel: 'ninja', sensitivity: 'low' } }));
    expect(text).toContain('**3,000 alerts → 1,500**');
    expect(text).toContain(`since <t:${Math.floor((NOON - 29_990 * MINUTE_MS - 5_000) / 1000)}:d>`);
    expect(text).toContain('more stored than I look at');
    const more = textOf(await app.say('track preview', { options: { channel: 'ninja', sensitivity: 'high' } }));
    expect(more.length).toBeLessThan(3_900);
  });

  test.each([
    [{ channel: 'ninja', sensitivity: 'loud' }, /is not a sensitivity/],
    [{ channel: 'shroud', sensitivity: 'low' }, /does not track \*\*shroud\*\*/],
    [{ channel: '', sensitivity: 'low' }, /cannot be a Twitch channel/],
  ])('refuses %o', async (options, problem) => {
    const app = await withNinja();
    await expect(app.say('track preview', { options })).rejects.toThrow(problem);
  });
});

describe('a suggested threshold', () => {
  test('/track preview without a sensitivity shows it with its backtest', async () => {
    const app = await withNinja();
    await withVotes(app);
    const reply = await app.say('track preview', { options: { channel: 'ninja' } });
    expect(textOf(reply)).toContain(
      '**Suggested: score 11.5** — 13 of your last 25 alerts with votes were kept; it would have been 12 of 12.',
    );
    expect(textOf(reply)).toContain('low (score 13.5): 12 alerts, 12 of 12 kept · medium (score 10): 25 alerts');
    expect(textOf(reply)).toContain('**25 alerts → 12**');
    await app.press(buttonOf(reply, 'Use this sensitivity'));
    expect(await app.track()).toMatchObject({ sensitivity: 11.5 });
  });

  test('or says why there is none', async () => {
    const app = await withNinja();
    app.add('m', 10, 11);
    await app.vote('m', 'clip');
    const few = await app.say('track preview', { options: { channel: 'ninja' } });
    expect(textOf(few)).toContain('takes votes on 20 alerts, and there are 1.');
    expect(textOf(few)).toContain('### **ninja**: medium (score 10)\n**1 alert** in 41 h of chat');
    expect(textOf(few)).not.toContain('→');
    for (let i = 0; i < 30; i++) {
      app.add(`k${i}`, 100 + i * 10, 12);
      await app.vote(`k${i}`, 'clip');
    }
    const good = await app.say('track preview', { options: { channel: 'ninja' } });
    expect(textOf(good)).toContain('by your last 31 alerts with votes, none is better');
    expect(buttonOf(good, 'Use this sensitivity')).toBeUndefined();
  });

  test('/stats offers it to those who may accept it', async () => {
    const app = await withNinja();
    await withVotes(app);
    const reply = await app.say('stats', { options: { channel: 'ninja' } });
    expect(textOf(reply)).toContain('**Suggested: score 11.5**');
    const member = await app.say('stats', { options: { channel: 'ninja' }, canManageServer: false });
    expect(textOf(member)).not.toContain('Suggested');

    const seen = await app.press(buttonOf(reply, 'See what changes'));
    expect(seen.how).toBe('ephemeral');
    expect(textOf(seen.reply)).toContain('**25 alerts → 12**');
    const route = routeOf(buttonOf(reply, 'Accept'))!;
    await expect(app.pressRoute(route, { canManageServer: false })).rejects.toThrow(/Manage Server/);
    expect(await app.track()).toMatchObject({ sensitivity: 'medium' });
    const accepted = await app.pressRoute(route);
    expect(accepted.how).toBe('ephemeral');
    expect(await app.track()).toMatchObject({ sensitivity: 11.5 });
    expect(textOf((await app.pressRoute(route)).reply)).toBe('**ninja** already has sensitivity score 11.5.');
    expect(app.world.changes).toBe(1);
  });

  test('other servers neither see it nor can use its buttons', async () => {
    const app = await withNinja();
    await withVotes(app);
    const asOther = { guildId: OTHER_GUILD };
    await app.world.tracks.put(aTrack({ id: 't2', guildId: OTHER_GUILD }));
    expect(textOf(await app.say('stats', { ...asOther, options: { channel: 'ninja' } }))).not.toContain('Suggested');
    for (const action of ['use', 'accept', 'preview']) {
      const pressed = app.pressRoute({ command: 'track', action, args: ['t1', '20'] }, asOther);
      await expect(pressed).rejects.toThrow(/no longer tracked here/);
      const forged = app.pressRoute({ command: 'track', action, args: ['t1', '1e9'] });
      await expect(forged).rejects.toThrow(/is not a sensitivity/);
    }
    expect(await app.track()).toMatchObject({ sensitivity: 'medium' });
  });
});
