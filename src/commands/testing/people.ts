import type { ChatterStore, LabelStore, StoredMessage } from '../../domain/ports/stores.ts';
import type { PrivacyControl } from '../../domain/ports/privacy.ts';
import type {
  ChatterTraces,
  Forgotten,
  LabelCategory,
  LabelCounts,
  LabelledMessage,
  OptOut,
} from '../../domain/privacy.ts';

/** People and what stands of them, in memory, for tests of this room. */

export class FakeChatters implements ChatterStore {
  /** By channel, then by name: the id. */
  readonly names = new Map<string, ReadonlyMap<string, string>>();
  /** By channel, then by id. */
  readonly kept = new Map<string, ReadonlyMap<string, ChatterTraces>>();

  async find(channels: readonly string[], name: string): Promise<string | null> {
    return channels.map((channel) => this.names.get(channel)?.get(name)).find((id) => id !== undefined) ?? null;
  }

  async traces(channels: readonly string[], chatterId: string): Promise<ChatterTraces> {
    const none = { messages: 0, quotes: 0, marks: 0, labels: 0 };
    return channels.map((channel) => this.kept.get(channel)?.get(chatterId)).find((traces) => traces) ?? none;
  }
}

/** Notes what was asked for. */
export class FakePrivacy implements PrivacyControl {
  readonly asked: string[] = [];
  readonly out = new Set<string>();
  deleted: Forgotten = { messages: 40, moments: 2, marks: 1, labels: 2 };

  get optedOut(): number {
    return this.out.size;
  }

  isOptedOut(chatterId: string): boolean {
    return this.out.has(chatterId);
  }

  async optOut(chatterId: string, by: OptOut['by']): Promise<Forgotten> {
    this.asked.push(`optout ${chatterId} ${by}`);
    this.out.add(chatterId);
    return this.deleted;
  }

  async optIn(chatterId: string): Promise<boolean> {
    return this.out.delete(chatterId);
  }

  async forget(chatterId: string): Promise<Forgotten> {
    this.asked.push(`forget ${chatterId}`);
    return this.deleted;
  }
}

export class FakeLabels implements Pick<LabelStore, 'label' | 'remove' | 'counts' | 'unlabelled'> {
  readonly messages: StoredMessage[] = [];
  readonly labels = new Map<string, LabelledMessage>();

  add(id: string, text: string, channel = 'ninja'): void {
    const said = { displayName: 'X', text, sentAt: 1_000, receivedAt: 1_000, emotes: [], firstEver: false };
    this.messages.push({ id, channel, chatterId: 'c', ...said });
  }

  async label(
    channel: string,
    messageId: string,
    category: LabelCategory,
    labelledBy: string,
    labelledAt: number,
  ): Promise<LabelledMessage | null> {
    const message = this.messages.find((each) => each.channel === channel && each.id === messageId);
    if (message === undefined) return null;
    const { chatterId, text, sentAt } = message;
    const label = { messageId, channel, chatterId, text, sentAt, category, labelledBy, labelledAt };
    this.labels.set(messageId, label);
    return label;
  }

  async remove(_channel: string, messageId: string): Promise<boolean> {
    return this.labels.delete(messageId);
  }

  async counts(channels: readonly string[] = []): Promise<LabelCounts> {
    const of = (category: LabelCategory): number =>
      [...this.labels.values()].filter((each) => each.category === category && channels.includes(each.channel)).length;
    return { pos: of('pos'), neu: of('neu'), neg: of('neg') };
  }

  async unlabelled(channel: string, limit: number): Promise<readonly StoredMessage[]> {
    return this.messages.filter((each) => each.channel === channel && !this.labels.has(each.id)).slice(0, limit);
  }
}
