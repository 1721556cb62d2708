import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/lib/clock.ts';
import { textOf } from '../fakes/discord/driver/components.ts';
import { message, retraction } from '../contract/storage/builders.ts';
import { openDeskRoom } from './desk-room.ts';

describe('a clip team at its desk', () => {
  test('five people vote, change their minds and take votes back; the one card follows', async () => {
    await using room = await openDeskRoom();
    const people = ['ann', 'bob', 'cid', 'dee', 'eve'].map((name) => room.member(name));
    const answers = await Promise.all(people.map((user) => room.press(user, 'Clip it')));
    expect(answers.map((answer) => textOf(answer)).toSorted()).toEqual(
      [1, 2, 3, 4, 5].map((votes) => `Counted: *Clip it* — ${votes} clip it`),
    );
    await room.cardShows('five votes', (shown) => shown.includes('"Clip it (5)"'));

    expect(textOf(await room.press(people[0]!, 'Not it'))).toBe('Counted: *Not it* — 4 clip it, 1 not it');
    expect(textOf(await room.press(people[1]!, 'Duplicate'))).toBe(
      'Counted: *Duplicate* — 3 clip it, 1 not it, 1 duplicate',
    );
    await room.cardShows(
      'changed votes',
      (shown) => shown.includes('"Clip it (3)"') && shown.includes('"Duplicate (1)"'),
    );
    expect(textOf(await room.press(people[0]!, 'Not it (1)'))).toBe('Taken back: *Not it* — 3 clip it, 1 duplicate');
    const card = await room.cardShows('a vote taken back', (shown) => shown.includes('"Not it"'));
    expect(card.pings).toEqual({ everyone: false, roles: [], users: [] });

    const history = await room.slash(people[2]!, '/history', { voted: 'clip' });
    expect(textOf(history)).toContain('3 clip it, 1 duplicate');
    expect(textOf(await room.slash(people[2]!, '/stats'))).toContain('Last 1 judged: 1 kept');
  });

  test('two claim at once: one has it, the other learns who; then it is done', async () => {
    await using room = await openDeskRoom();
    const [ann, bob] = [room.member('ann'), room.member('bob')];
    const answers = await Promise.all([ann, bob].map((user) => room.press(user, 'Claim')));
    const texts = answers.map((answer) => textOf(answer));
    const winner = texts[0]!.startsWith('It is yours') ? ann : bob;
    const loser = winner === ann ? bob : ann;
    expect(texts.filter((text) => text.startsWith('It is yours'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes(`<@${winner.id}> has claimed this moment already`))).toHaveLength(1);

    const claimed = await room.cardShows('the claim', (shown) => shown.includes(`Claimed by <@${winner.id}>`));
    expect(claimed.pings.users).toEqual([]);
    expect(textOf(await room.press(loser, 'Done'))).toContain(`<@${winner.id}> has this moment`);
    expect(textOf(await room.press(loser, 'Create clip'))).toContain('only whoever claimed the moment');
    expect(textOf(await room.press(winner, 'Create clip'))).toContain('https:');
    expect(room.clipsAsked()).toEqual([['ninja-abc123', winner.id, 30]]);
    expect(textOf(await room.press(winner, 'Done'))).toContain('Done: the 😂 Funny moment');
    await room.cardShows(
      'the end',
      (shown) => shown.includes(`Claimed by <@${winner.id}> · done`) && shown.includes('"Reopen"'),
    );
    expect(textOf(await room.slash(loser, '/history', { status: 'done' }))).toContain(
      `Claimed by <@${winner.id}> · done`,
    );
    expect(textOf(await room.slash(loser, '/history', { claimed: 'me' }))).toContain('No hype moments');
    expect(textOf(await room.slash(loser, '/history', { claimed: 'anyone' }))).toContain('(1)');
  });

  test('what a moderator deleted is in no transcript', async () => {
    await using room = await openDeskRoom();
    const at = room.moment.startedAt;
    const said = (n: number, text: string) =>
      message(n, { channel: 'ninja', text, sentAt: at + n * 10, receivedAt: at + n * 10 });
    await room.storage().messages.append([said(-900, 'here it *comes*'), said(1, 'a slur'), said(2, 'WHAT A PLAY')]);
    await room.storage().messages.retract(retraction({ what: 'message', messageId: 'm1' }, { channel: 'ninja' }));
    const shown = await room.press(room.member('ann'), 'Transcript');
    expect(textOf(shown)).toContain('`-0:09` **Chatter-900** here it \\*comes\\*');
    expect(textOf(shown)).toContain('`+0:00` **Chatter2** WHAT A PLAY');
    expect(textOf(shown)).not.toContain('slur');

    await room.storage().messages.append(Array.from({ length: 400 }, (_, i) => said(i - 890, `and on it goes ${i}`)));
    const long = await room.press(room.member('bob'), 'Transcript');
    expect(long.attachments.map((file) => file.name)).toEqual(['chat-ninja-abc123.txt']);
    const file = new TextDecoder().decode(long.attachments[0]!.bytes);
    expect(file).toContain('Chatter2: WHAT A PLAY');
    expect(file).not.toContain('slur');
  });

  test('a moment whose chat is not kept any more says so', async () => {
    const longAgo = systemClock.now() - 20 * 86_400_000;
    await using room = await openDeskRoom({
      startedAt: longAgo,
      detectedAt: longAgo,
      peakAt: longAgo,
      endedAt: longAgo + 9_000,
    });
    expect(textOf(await room.press(room.member('ann'), 'Transcript'))).toContain(
      'kept for 7 d, and this moment is older',
    );
  });

  test('the same card works on after a restart', async () => {
    await using room = await openDeskRoom();
    const [ann, bob] = [room.member('ann'), room.member('bob')];
    await room.press(ann, 'Clip it');
    await room.press(bob, 'Claim');
    await room.cardShows('both', (shown) => shown.includes('"Clip it (1)"') && shown.includes('"Release"'));
    const before = room.card().id;
    await room.restart();
    expect(textOf(await room.press(ann, 'Clip it (1)'))).toBe('Taken back: *Clip it* — no votes now');
    expect(textOf(await room.press(ann, 'Release'))).toContain(`<@${bob.id}> has this moment`);
    expect(textOf(await room.press(bob, 'Release'))).toContain('Open again');
    await room.cardShows('an open desk', (shown) => shown.includes('"Claim"') && shown.includes('"Clip it"'));
    expect(room.card().id).toBe(before);
  });
});
