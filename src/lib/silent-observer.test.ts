import { expect, test } from 'vitest';
import { silentObserver } from './silent-observer.ts';

test('what is listened to is heard, and the rest goes nowhere', () => {
  const failed: string[] = [];
  const observer = silentObserver({ stageFailed: (stage) => void failed.push(stage) });
  observer.stageFailed('storage', new Error('disk full'));
  observer.eventReceived('message');
  observer.chatConnection('connected', 'login');
  expect(failed).toEqual(['storage']);
});
