import { expect, test } from 'vitest';
import { Rooms } from './rooms.ts';

test('an id is left when its last channel leaves it', () => {
  const rooms = new Rooms();
  for (const channel of ['old', 'renamed']) {
    rooms.want(channel);
    expect(rooms.enter(channel, '7')).toEqual({ left: null });
  }
  expect([...rooms.channelsOf('7')]).toEqual(['old', 'renamed']);
  expect(rooms.enter('renamed', '8')).toEqual({ left: null });
  expect(rooms.leave('old')).toBe('7');
  expect(rooms.leave('renamed')).toBe('8');
  expect(rooms.leave('renamed')).toBeNull();
  expect(rooms.channels()).toEqual([]);
});

test.each(['', 'ninja', '7/../8', '1'.repeat(21)])('%j is no id', (roomId) => {
  const rooms = new Rooms();
  rooms.want('ninja');
  expect(rooms.enter('ninja', roomId)).toBeNull();
  expect(rooms.roomOf('ninja')).toBeNull();
});

test('nothing new: the same id again, or a channel nobody wants', () => {
  const rooms = new Rooms();
  expect(rooms.enter('ninja', '7')).toBeNull();
  rooms.want('ninja');
  rooms.enter('ninja', '7');
  rooms.want('ninja');
  expect(rooms.enter('ninja', '7')).toBeNull();
  expect(rooms.roomOf('ninja')).toBe('7');
});
