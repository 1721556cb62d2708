import type { EmotePatch } from '../emote-set.ts';

/** What a provider's socket told about one topic. */
export type LiveChange =
  | { readonly kind: 'patch'; readonly topic: string; readonly patch: EmotePatch }
  /** Something else about it changed: the API knows what. */
  | { readonly kind: 'ask-again'; readonly topic: string };

/** One frame, understood. */
export type LiveFrame =
  /** From now on topics can be followed. */
  | { readonly kind: 'ready'; readonly heartbeatMs: number | null; readonly topicsMax: number }
  | { readonly kind: 'change'; readonly change: LiveChange }
  /** The server wants this connection to end. */
  | { readonly kind: 'leave'; readonly reason: string }
  /** Nothing of interest, but a sign of life. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unreadable' };

/** How one provider's socket speaks. */
export interface LiveProtocol {
  /** Null where the server speaks first; else what an open connection is by itself. */
  readonly readyOnOpen: Extract<LiveFrame, { kind: 'ready' }> | null;
  follow(topic: string): string;
  unfollow(topic: string): string;
  /** Never throws. */
  read(frame: string): LiveFrame;
}

/** The JSON of a frame; undefined where it is none. */
export function frameJson(frame: string): unknown {
  try {
    return JSON.parse(frame) as unknown;
  } catch {
    return undefined;
  }
}
