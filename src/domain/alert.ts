import type { ChannelName, EpochMs } from './chat-event.ts';
import type { EmoteCount } from './channel-metrics.ts';
import type { HypeMoment, MomentCategory, MomentId, Quote } from './hype-moment.ts';
import type { DeskStatus, VoteTally } from './desk.ts';
import type { AlertTarget } from './track.ts';

/** Everything a card shows, as plain data: each receiver lays it out in its own way and does its own escaping. */
export interface AlertCard {
  readonly momentId: MomentId;
  readonly channel: ChannelName;
  readonly category: MomentCategory;
  readonly phase: HypeMoment['phase'];
  /** A rehearsal from `/track test`: says so and never pings. */
  readonly test: boolean;
  readonly startedAt: EpochMs;
  readonly peakAt: EpochMs;
  readonly endedAt: EpochMs | null;
  readonly multiplier: number;
  readonly velocity: number;
  readonly uniqueChatters: number;
  readonly messages: number;
  readonly score: number;
  /** Plain sentences, strongest first. */
  readonly why: readonly string[];
  readonly discounts: readonly string[];
  readonly topEmotes: readonly EmoteCount[];
  readonly quotes: readonly Quote[];
  readonly links: CardLinks;
  readonly chart: CardChart | null;
  /** What the card's guild did with the moment; null for a card nobody can act on (terminal, test). */
  readonly desk: CardDesk | null;
  /** What chat said in words, where the card's guild wants it and it is known already. */
  readonly summary?: string | null;
  /** Other channels that erupted within the same seconds and have no card of their own in this place. */
  readonly alsoIn?: readonly AlsoIn[];
}

/** What another channel's chat made of the same event. */
export interface AlsoIn {
  readonly channel: ChannelName;
  readonly multiplier: number;
  readonly vod: CardLinks['vod'];
}

export interface CardDesk {
  readonly votes: VoteTally;
  readonly status: DeskStatus;
  readonly claimedBy: string | null;
  /** Notes of people who marked it, oldest first. */
  readonly notes: readonly { readonly author: string; readonly text: string }[];
  /** Why there is no clip although one was asked for; null otherwise. */
  readonly clipProblem: string | null;
  /** Offer the button that makes a clip. */
  readonly canClip: boolean;
  /** A clip is being made right now. */
  readonly clipping: boolean;
}

export interface CardLinks {
  /** Deep link that lands before the moment, with its offset for the label; null while the VOD is unknown. */
  readonly vod: { readonly url: string; readonly offsetSeconds: number } | null;
  readonly channel: string;
  readonly clip: string | null;
  readonly dashboard: string | null;
}

export interface CardChart {
  readonly png: Uint8Array;
  readonly name: string;
  readonly altText: string;
}

export type OutboxState =
  /** Waiting for its (next) attempt. */
  | 'pending'
  /** An attempt began and its outcome is not recorded: it may or may not have arrived. */
  | 'sending'
  | 'delivered'
  /** Given up; `lastError` says why. */
  | 'dead';

/** One alert for one track. Written in the same transaction as its moment, so a crash loses neither. */
export interface OutboxItem {
  /** `momentId:trackId`: the key that makes an alert happen once. */
  readonly id: string;
  readonly momentId: MomentId;
  readonly trackId: string;
  readonly guildId: string;
  readonly channel: ChannelName;
  readonly target: AlertTarget;
  /** At most 25 characters, unique per alert and target; Discord drops a repeat of it. */
  readonly nonce: string;
  readonly pingRoleId: string | null;
  readonly reachBackSeconds: number;
  readonly crosspost: boolean;
  readonly createdAt: EpochMs;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly nextAttemptAt: EpochMs;
  /** Where the card stands once delivered. */
  readonly postedChannelId: string | null;
  readonly postedMessageId: string | null;
  /** Revision of the moment that the posted card shows. */
  readonly postedRevision: number;
  readonly lastError: string | null;
}

export const DECISION_KINDS = ['posted', 'queued', 'edited', 'suppressed', 'failed'] as const;
/** One line of `/track log`: why an alert was or was not posted. */
export interface DeliveryDecision {
  readonly guildId: string;
  readonly trackId: string;
  readonly channel: ChannelName;
  readonly momentId: MomentId | null;
  readonly at: EpochMs;
  readonly kind: (typeof DECISION_KINDS)[number];
  /** Bounded code, for example `cooldown`, `quiet-hours`, `missing-permission`. */
  readonly reason: string;
  /** One sentence for people. */
  readonly detail: string;
}

/** How a receiver judges its own attempt. Policy code holds no status codes. */
export type PostOutcome =
  | {
      readonly kind: 'delivered';
      readonly channelId: string;
      readonly messageId: string;
      /** What people should know although it worked, one sentence. */
      readonly note?: string;
    }
  | {
      readonly kind: 'retryable';
      readonly reason: string;
      readonly retryAfterMs?: number;
      /** It may have arrived. */ readonly uncertain: boolean;
    }
  | { readonly kind: 'rejected'; readonly reason: string; readonly detail: string };

export type EditOutcome =
  | { readonly kind: 'edited' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'retryable'; readonly reason: string; readonly retryAfterMs?: number }
  | { readonly kind: 'rejected'; readonly reason: string; readonly detail: string };
