import { describe, expect, test } from 'vitest';
import { setTimeout as delay } from 'node:timers/promises';
import { textOf } from '../fakes/discord/driver/components.ts';
import type { FakeMessage, FakeUser } from '../fakes/discord/model.ts';
import { readMarkerList } from '../integration/handoff-readers.ts';
import { CHANNEL, expectCleanRequests, SETTLE_MS, setStage, STREAM_STARTED_AT, type Stage } from './stage.ts';

const USER_TOKEN = 'clip-account-token';

/** What the presser alone is told. */
async function press(stage: Stage, user: FakeUser, label: string): Promise<FakeMessage> {
  const handle = stage.discord.press(user, stage.cards()[0]!, label);
  const answer = await stage.discord.waitFor('an answer', () => handle.followUps[0], 5_000);
  expect(handle.ackMs).toBeLessThan(1_500);
  expect(answer.ephemeral).toBe(true);
  return answer;
}

describe('a clip team of five at the desk of the real program', () => {
  test('votes, claim, transcript, clip, and the moment on the editor’s timeline', { timeout: 150_000 }, async () => {
    await using stage = await setStage();
    const { discord, twitch } = stage;
    twitch.tokens.set(USER_TOKEN, { login: 'clipper', scopes: ['clips:edit', 'user:write:chat'] });
    twitch.users.add('clipper');
    await using bot = await stage.startBot({ TWITCH_ACCESS_TOKEN: USER_TOKEN });
    await stage.track({ auto_clip: true });
    await delay(SETTLE_MS);
    const erupted = await stage.erupt();
    await discord.waitFor('the card', () => stage.cards()[0], 8_000);

    const team = ['ann', 'bob', 'cid', 'dee', 'eve'].map((name) =>
      discord.user(stage.guildId, { name, permissions: [] }),
    );
    const told = async (user: FakeUser, label: string): Promise<string> => textOf(await press(stage, user, label));
    const votes = ['Clip it', 'Clip it', 'Clip it', 'Not it', 'Duplicate'];
    for (const [index, member] of team.entries()) expect(await told(member, votes[index]!)).toContain('Counted');
    expect(await told(team[3]!, 'Clip it')).toContain('4 clip it');
    expect(await told(team[0]!, 'Claim')).toContain('yours');
    expect(await told(team[1]!, 'Claim')).toContain(team[0]!.id);
    const [file] = (await press(stage, team[2]!, 'Transcript')).attachments;
    expect(Buffer.from(file!.bytes).toString('utf8')).toContain('KEKW KEKW KEKW');
    stage.irc.say(CHANNEL, 'mod', '!mark the door was open', { badges: 'moderator/1' });

    const shows = (what: string) => () =>
      JSON.stringify(stage.cards()[0]!.components).includes(what) ? true : undefined;
    await discord.waitFor('the votes on the card', shows('Clip it (4)'), 40_000);
    await discord.waitFor('the clip on the card', shows('clips.twitch.tv'), 60_000);
    await discord.waitFor('the note on the card', shows('the door was open'), 40_000);
    expect(twitch.clips.made.map(({ creator }) => creator)).toEqual(['clipper']);

    const reply = await discord
      .slash(team[4]!, stage.clipsId, '/export', { channel: CHANNEL, format: 'resolve' })
      .reply();
    const { markers } = readMarkerList(Buffer.from(reply.attachments[0]!.bytes).toString('utf8'));
    expect(markers).toHaveLength(1);
    // Resolve's timeline begins at 01:00:00:00, where the stream begins.
    const [hours = 0, minutes = 0, seconds = 0] = markers[0]!.from.split(':').map(Number);
    const intoStream = (hours - 1) * 3_600 + minutes * 60 + seconds;
    const before = (erupted - STREAM_STARTED_AT) / 1_000 - intoStream;
    expect(before).toBeGreaterThan(-3);
    expect(before).toBeLessThan(36);
    expect(stage.cards()).toHaveLength(1);
    expect(await bot.stop()).toBe(0);
    expectCleanRequests(stage);
    expect(twitch.violations).toEqual([]);
  });
});
