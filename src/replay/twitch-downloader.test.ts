import { describe, expect, test } from 'vitest';
import { RELATIVE_ORIGIN } from './time-origin.ts';
import { CommentReader } from './twitch-downloader.ts';

const BEGAN = Date.UTC(2024, 4, 1, 18);

function comment(offset: number, overrides: object = {}, message: object = {}): string {
  return JSON.stringify({
    _id: `c${offset}`,
    created_at: new Date(BEGAN + offset * 1000 + 340).toISOString(),
    content_offset_seconds: offset,
    commenter: { display_name: 'Ann', _id: '55', name: 'ann' },
    message: {
      body: 'hi Kappa',
      bits_spent: 0,
      fragments: [
        { text: 'hi ', emoticon: null },
        { text: 'Kappa', emoticon: { emoticon_id: '25' } },
      ],
      user_badges: [{ _id: 'subscriber', version: '12' }],
      user_color: '#FF0000',
      emoticons: [{ _id: '25', begin: 3, end: 9 }],
      ...message,
    },
    ...overrides,
  });
}

function reader(): CommentReader {
  const made = new CommentReader('file');
  made.member('streamer', '{"name":"Some_Streamer","id":7}');
  made.member('video', `{"title":"A title","id":"123","created_at":"${new Date(BEGAN).toISOString()}","game":"Chess"}`);
  return made;
}

describe('CommentReader', () => {
  test('reads a comment with its emotes, badges and own time', () => {
    expect(reader().comment(comment(10), 1)).toMatchObject({
      kind: 'message',
      channel: 'some_streamer',
      roomId: '7',
      id: 'c10',
      sentAt: BEGAN + 10_340,
      author: { id: '55', login: 'ann', displayName: 'Ann', color: '#FF0000', badges: ['subscriber/12'] },
      text: 'hi Kappa',
      emotes: [{ id: '25', name: 'Kappa', start: 3, end: 8 }],
    });
  });

  test('describes the broadcast', () => {
    expect(reader().stream()).toMatchObject({
      channel: 'some_streamer',
      startedAt: BEGAN,
      title: 'A title',
      category: 'Chess',
      vodId: '123',
    });
  });

  test('places a comment that was written under the video later by its offset', () => {
    const late = comment(10, { created_at: '2025-01-01T00:00:00Z' });
    expect(reader().comment(late, 1)).toMatchObject({ sentAt: BEGAN + 10_000 });
  });

  test('derives the beginning from the first comment in files that do not state it', () => {
    const old = new CommentReader('file');
    old.member('streamer', '{"name":"x"}');
    old.member('video', '{"start":0,"end":100,"created_at":"0001-01-01T00:00:00"}');
    expect(old.comment(comment(10), 1)).toMatchObject({ channel: 'x', sentAt: BEGAN + 10_340 });
    expect(old.stream().startedAt).toBe(BEGAN + 340);
  });

  test('counts from the origin of relative times where no comment has a date', () => {
    expect(new CommentReader('file').comment(comment(10, { created_at: null }), 1)).toMatchObject({
      channel: 'file',
      sentAt: RELATIVE_ORIGIN + 10_000,
    });
  });

  test('reads what the platform announced as a notice', () => {
    const resub = comment(10, {}, { user_notice_params: { 'msg-id': 'resub' } });
    expect(reader().comment(resub, 1)).toMatchObject({ kind: 'notice', type: 'resub', text: 'hi Kappa' });
    expect(reader().comment(comment(10, {}, { user_notice_params: { msg_id: null } }), 1)).toMatchObject({
      kind: 'message',
    });
  });

  test('keeps the body and gives up the emotes where fragments are incomplete', () => {
    expect(reader().comment(comment(10, {}, { body: 'something else' }), 1)).toMatchObject({
      text: 'something else',
      emotes: [],
    });
    expect(reader().comment(comment(10, {}, { fragments: null }), 1)).toMatchObject({ text: 'hi Kappa', emotes: [] });
  });

  test.each([
    ['{', 'not-json'],
    ['[]', 'not-json'],
    ['{}', 'bad-text'],
    [comment(10, { content_offset_seconds: 'x' }), 'bad-time'],
    [comment(10, { commenter: null }), 'bad-user'],
    [comment(10, {}, { body: null, fragments: [] }), 'bad-text'],
    [comment(10, {}, { body: 'x'.repeat(20_001), fragments: [] }), 'text-too-long'],
  ])('%.30s is %s', (json, reason) => {
    expect(reader().comment(json, 1)).toBe(reason);
  });
});
