import type { ClipMaker, ClipOutcome } from '../domain/ports/desk.ts';

const SENTENCE =
  'There is no Twitch account to make clips with. The operator can set TWITCH_ACCESS_TOKEN to the token of a user, with the scope clips:edit.';
const REFUSED: ClipOutcome = { kind: 'refused', reason: 'no-token', detail: SENTENCE, retryable: false };

/** Stands in where no user token is configured: says so to whoever wants a clip. */
export const noClipMaker: ClipMaker = {
  account: () => null,
  missing: () => SENTENCE,
  createNow: () => Promise.resolve(REFUSED),
  createFromVod: () => Promise.resolve(REFUSED),
  find: () => Promise.resolve(null),
};
