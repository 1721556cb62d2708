import { UserError } from '../../../domain/command.ts';
import type { PrivacyControl } from '../../../domain/ports/privacy.ts';
import type { CommandContext } from '../../command.ts';

/** @throws UserError where nothing is kept of anybody */
export function requirePrivacy({ privacy }: CommandContext): PrivacyControl {
  if (privacy !== undefined) return privacy;
  throw new UserError('This Hypewire keeps nothing of anybody, so there is nothing to show, forget or opt out of.');
}
