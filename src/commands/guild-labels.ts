import type { ChannelName, EpochMs } from '../domain/chat-event.ts';
import type { LabelStore, StoredMessage } from '../domain/ports/stores.ts';
import type { LabelCategory, LabelCounts, LabelledMessage } from '../domain/privacy.ts';

/** Labels of the messages of one guild's channels. For any other channel there is nothing to see or change. */
export interface GuildLabels {
  /** Messages nobody labelled, newest first. */
  unlabelled(channel: ChannelName, limit: number): Promise<readonly StoredMessage[]>;
  /** Null where the message is not (any more) stored. */
  label(
    channel: ChannelName,
    messageId: string,
    category: LabelCategory,
    userId: string,
    at: EpochMs,
  ): Promise<LabelledMessage | null>;
  /** Takes a label back. */
  remove(channel: ChannelName, messageId: string): Promise<boolean>;
  counts(): Promise<LabelCounts>;
}

export function createGuildLabels(
  labels: Pick<LabelStore, 'label' | 'remove' | 'counts' | 'unlabelled'>,
  channels: () => Promise<readonly ChannelName[]>,
): GuildLabels {
  const ifTracked = async (channel: ChannelName): Promise<typeof labels | null> =>
    (await channels()).includes(channel) ? labels : null;
  return {
    unlabelled: async (channel, limit) => (await ifTracked(channel))?.unlabelled(channel, limit) ?? [],
    label: async (channel, ...label) => (await ifTracked(channel))?.label(channel, ...label) ?? null,
    remove: async (channel, messageId) => (await ifTracked(channel))?.remove(channel, messageId) ?? false,
    counts: async () => labels.counts(await channels()),
  };
}
