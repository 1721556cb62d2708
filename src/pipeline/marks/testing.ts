import type { Mark } from '../../domain/desk.ts';
import { NOON } from '../alerting/testing.ts';

/** A mark from Twitch chat with everything a test does not care about filled in. */
export function aMark(overrides: Partial<Mark> = {}): Mark {
  const at = overrides.at ?? NOON;
  return {
    id: `mark-${at}`,
    channel: 'ninja',
    source: 'chat',
    guildId: null,
    authorId: '7',
    authorName: 'Moddy',
    note: 'what a save',
    at,
    momentId: null,
    ...overrides,
  };
}
