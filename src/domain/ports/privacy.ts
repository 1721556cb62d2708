import type { Forgotten, OptOut } from '../privacy.ts';

/** What people may ask of the bot about their own traces. */
export interface PrivacyControl {
  isOptedOut(chatterId: string): boolean;
  /** How many people want nothing kept. */
  readonly optedOut: number;
  /**
   * From here on nothing of theirs is looked at, stored or shown, and what there is goes, everywhere.
   * @throws when the store does, or too many ask at once; nothing has changed then
   */
  optOut(chatterId: string, by: OptOut['by']): Promise<Forgotten>;
  /** @returns false when they had not opted out */
  optIn(chatterId: string): Promise<boolean>;
  /** Deletes what there is of them, everywhere. What they write from now on is treated like anybody's. */
  forget(chatterId: string): Promise<Forgotten>;
}
