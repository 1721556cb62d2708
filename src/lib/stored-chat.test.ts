import { expect, test } from 'vitest';
import type { StoredMessage } from '../domain/ports/stores.ts';
import { chatMessageOf } from './stored-chat.ts';

test('a stored message keeps all that is measured, and nothing in it keeps it from being counted', () => {
  const stored: StoredMessage = {
    id: 'm1',
    channel: 'alpha',
    chatterId: '77',
    displayName: 'Somebody',
    text: 'Kappa hello',
    sentAt: 1_000,
    receivedAt: 1_080,
    emotes: [{ id: '25', name: 'Kappa', start: 0, end: 5 }],
    firstEver: true,
  };
  const { chatterId, displayName, ...measured } = stored;
  expect(chatMessageOf(stored)).toMatchObject({ kind: 'message', ...measured, source: null, roomId: '' });
  expect(chatMessageOf(stored).author).toMatchObject({ id: chatterId, displayName, badges: [] });
});
