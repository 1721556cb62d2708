import type { Invoker } from '../../../domain/command.ts';
import type { TwitchCheck, CommandContext } from '../../command.ts';
import type { TrackChanges } from './changes.ts';

/** An `add` or `edit` as it was asked for. */
export interface TrackDraft {
  readonly mode: 'add' | 'edit';
  readonly channel: string;
  readonly changes: TrackChanges;
  /** Whether Twitch was asked for the channel. */
  readonly twitch: TwitchCheck;
}

/** Time to mend a permission and press *Retry*. The request is longer than a button's id can hold. */
const DRAFT_TTL_MS = 3_600_000;

export async function keepDraft(context: CommandContext, invoker: Invoker, draft: TrackDraft): Promise<void> {
  await context.drafts.set(keyOf(invoker, draft.mode, draft.channel), draft, DRAFT_TTL_MS);
}

/** Only what the same person asked for in the same guild. */
export async function findDraft(
  context: CommandContext,
  invoker: Invoker,
  mode: string,
  channel: string,
): Promise<TrackDraft | null> {
  return (await context.drafts.get<TrackDraft>(keyOf(invoker, mode, channel))) ?? null;
}

function keyOf(invoker: Invoker, mode: string, channel: string): string {
  return [invoker.guildId, invoker.userId, mode, channel].join(':');
}
