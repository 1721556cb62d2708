/**
 * Somebody else's service failed, as such services do now and then. The bot goes on with what it has; logs tell of it
 * as a warning, not as an error of ours.
 */
export class OutageError extends Error {
  override readonly name: string = 'OutageError';
}
