import { describe, expect, test } from 'vitest';
import { EMPTY_FEED, FEED_ROWS_MAX, withEvent, withMessage, type Feed } from './feed.ts';
import { aChatFrame, anEvent } from './testing.ts';

const three = [aChatFrame('a'), aChatFrame('b', { login: 'bo', userId: '2' }), aChatFrame('c')].reduce(
  withMessage,
  EMPTY_FEED,
);
const kinds = (feed: Feed): string[] =>
  feed.rows.map((row) => (row.kind === 'message' ? row.frame.message_id : row.kind));

describe('the chat on the screen', () => {
  test('keeps two hundred rows', () => {
    const full = Array.from({ length: 1_000 }, (_, index) => aChatFrame(`m${index}`)).reduce(withMessage, EMPTY_FEED);
    expect(full.rows).toHaveLength(FEED_ROWS_MAX);
    expect(full.seen).toBe(1_000);
    expect(new Set(full.rows.map(({ key }) => key)).size).toBe(FEED_ROWS_MAX);
  });

  test('shows a message once', () => {
    expect(withMessage(three, aChatFrame('b'))).toBe(three);
  });

  test.each([
    ['message_deleted', { target_msg_id: 'b' }, ['a', 'retracted', 'c']],
    ['message_deleted', {}, ['a', 'b', 'c']],
    ['timeout', { target_user: 'Anna', duration: '600' }, ['retracted', 'b', 'retracted']],
    ['ban', { target_user: 'renamed', target_user_id: '2' }, ['a', 'retracted', 'c']],
    ['ban', { target_user: '', target_user_id: '' }, ['a', 'b', 'c']],
    ['user_forgotten', { target_user_id: '1' }, ['retracted', 'b', 'retracted']],
    ['chat_cleared', {}, ['retracted', 'retracted', 'retracted']],
  ])('%s of %j', (type, data, expected) => {
    expect(kinds(withEvent(three, anEvent(type, data)))).toEqual(expected);
  });

  test('keeps nothing of what was taken back', () => {
    expect(JSON.stringify(withEvent(three, anEvent('chat_cleared', {})))).not.toContain('hello');
  });

  test('shows what happened, and takes it back with its author', () => {
    const data = { user: 'Bo', user_id: '2', system_msg: 'Bo subscribed' };
    const withSubscription = withEvent(EMPTY_FEED, anEvent('subscription', data));
    expect(withSubscription.rows).toMatchObject([{ kind: 'event', text: 'Bo subscribed' }]);
    const banned = withEvent(withSubscription, anEvent('ban', { target_user: 'bo', target_user_id: '2' }));
    expect(kinds(banned)).toEqual(['retracted']);
  });

  test('has no row for an event without words', () => {
    expect(withEvent(three, anEvent('user_notice', { msg_id: 'x' }))).toBe(three);
  });
});
