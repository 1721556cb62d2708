import { DiscordAPIError } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { renderCard } from '../card/render-card.ts';
import type { DiscordRest } from '../rest/discord-rest.ts';
import { aCard } from '../testing.ts';
import { postBody } from './card-body.ts';
import { findPosted } from './find-posted.ts';
import { postTitle, sendCard } from './send-card.ts';

const FORUM = { kind: 'forum', id: '70' } as const;
const signal = new AbortController().signal;

/** Answers by `METHOD route`; what is not listed does not exist. */
function aRest(answers: Record<string, unknown>): { readonly rest: DiscordRest; readonly calls: [string, unknown][] } {
  const calls: [string, unknown][] = [];
  const rest: DiscordRest = {
    ownId: async () => '1',
    async call(method, route, { body }) {
      calls.push([`${method} ${route}`, body]);
      const answer = answers[`${method} ${route}`];
      if (answer === undefined) throw refusal(404, 10008);
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? (answer as (body: unknown) => unknown)(body) : answer;
    },
  };
  return { rest, calls };
}

function refusal(status: number, code: number): DiscordAPIError {
  return new DiscordAPIError({ code, message: 'no' }, code, status, 'GET', 'http://fake', {});
}

const card = (momentId: string, id: string, author = '1') => ({
  id,
  channel_id: id,
  author: { id: author },
  content: '',
  components: renderCard(aCard({ momentId }), null, null),
});
const thread = (id: string, over: object = {}) => ({ id, parent_id: '70', owner_id: '1', ...over });

describe('a card in a forum', () => {
  test('is found among our active posts, and only there', async () => {
    const { rest, calls } = aRest({
      'GET /channels/70': { guild_id: '5' },
      'GET /guilds/5/threads/active': {
        threads: [
          thread('81'),
          thread('82'),
          thread('83'),
          thread('84', { owner_id: '2' }),
          thread('85', { parent_id: '71' }),
        ],
      },
      'GET /channels/81/messages/81': card('m1', '81'),
      'GET /channels/83/messages/83': card('m3', '83'),
    });
    expect(await findPosted(rest, FORUM, 'm1', signal)).toEqual({ channelId: '81', messageId: '81' });
    expect(await findPosted(rest, FORUM, 'm2', signal)).toBeNull();
    expect(calls.map(([call]) => call)).not.toContain('GET /channels/84/messages/84');
    expect(calls.map(([call]) => call)).not.toContain('GET /channels/85/messages/85');
  });

  test('is found as the newest post before it counts as active', async () => {
    const { rest } = aRest({
      'GET /channels/70': { guild_id: '5', last_message_id: '90' },
      'GET /guilds/5/threads/active': { threads: [] },
      'GET /channels/90/messages/90': card('m1', '90'),
    });
    expect(await findPosted(rest, FORUM, 'm1', signal)).toEqual({ channelId: '90', messageId: '90' });
  });

  test('of somebody else is not ours', async () => {
    const { rest } = aRest({
      'GET /channels/70': { last_message_id: '90' },
      'GET /channels/90/messages/90': card('m1', '90', '2'),
    });
    expect(await findPosted(rest, FORUM, 'm1', signal)).toBeNull();
  });

  test.each([
    [403, 50001, 'unknown'],
    [429, 0, 'unreachable'],
    [401, 0, 'unreachable'],
  ])('an answer of %i (code %i) leaves it %s', async (status, code, expected) => {
    const { rest } = aRest({ 'GET /channels/70': refusal(status, code) });
    expect(await findPosted(rest, FORUM, 'm1', signal)).toBe(expected);
  });

  test('a bug is not taken for an answer', async () => {
    const { rest } = aRest({ 'GET /channels/70': new TypeError('boom') });
    await expect(findPosted(rest, FORUM, 'm1', signal)).rejects.toThrow('boom');
  });

  test('gets the first tag that is open to us where one is required', async () => {
    const { rest, calls } = aRest({
      'GET /channels/70': {
        available_tags: [
          { id: '7', moderated: true },
          { id: '8', moderated: false },
        ],
      },
      'POST /channels/70/threads': (body: { applied_tags?: string[] }) => {
        if (!body.applied_tags) throw refusal(400, 40067);
        return { id: '95', message: { id: '95' } };
      },
    });
    const content = postBody(aCard(), 'without-chart', null);
    expect(await sendCard(rest, FORUM, postTitle(aCard()), content, 'n', signal)).toEqual({
      channelId: '95',
      messageId: '95',
    });
    expect(calls.at(-1)?.[1]).toMatchObject({ applied_tags: ['8'] });
  });

  test('is refused where every tag is for moderators', async () => {
    const { rest } = aRest({
      'GET /channels/70': { available_tags: [] },
      'POST /channels/70/threads': refusal(400, 40067),
    });
    await expect(
      sendCard(rest, FORUM, postTitle(aCard()), postBody(aCard(), 'plain', null), 'n', signal),
    ).rejects.toThrow('no');
  });
});
