import type { Headline } from '../../domain/headline.ts';
import type { Mood, MoodSnapshot } from '../../domain/mood.ts';
import type { OverlaySettings } from '../../domain/overlay.ts';
import type { HypeEventFrame } from './hype-event.ts';
import { rounded } from './rounded.ts';

/** Everything an overlay shows: the first frame of each connection. */
export interface OverlayFrame {
  readonly type: 'overlay';
  /** Of the page the server hands out: a page of another build loads itself anew. '' where no page is built. */
  readonly build: string;
  readonly channel: string;
  readonly settings: OverlaySettings;
  readonly mood: OverlayMoodFrame | null;
  readonly headline: OverlayHeadlineFrame | null;
  /** The moment that is under way. */
  readonly moment: HypeEventFrame | null;
}

/** The overlay was edited. */
export interface OverlaySettingsFrame {
  readonly type: 'overlay_settings';
  readonly settings: OverlaySettings;
}

/** A mood without what chat wrote. */
export interface OverlayMoodFrame {
  readonly type: 'mood';
  readonly mood: Mood;
  /** −1 to 1. */
  readonly score: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** `#RRGGBB` */
  readonly color: string;
}

/** A headline without what it was made from. */
export interface OverlayHeadlineFrame {
  readonly type: 'headline';
  /** None: there is nothing to show. */
  readonly sentences: readonly string[];
  /** −1 to 1, for the bar. */
  readonly sentiment: number;
  /** 0 to 1. */
  readonly confidence: number;
}

/** A name, how many messages used it, and an https address of its picture where one is known. */
export type OverlayEmote = readonly [name: string, uses: number, imageUrl: string | null];

/** What chat used since the last such frame, most used first. */
export interface OverlayEmotesFrame {
  readonly type: 'emotes';
  readonly emotes: readonly OverlayEmote[];
}

/** Something was taken back: the headline must go at once, and with `everything` all the emotes too. */
export interface OverlayRetractedFrame {
  readonly type: 'retracted';
  readonly everything: boolean;
}

export type AnyOverlayFrame =
  | OverlayFrame
  | OverlaySettingsFrame
  | OverlayMoodFrame
  | OverlayHeadlineFrame
  | OverlayEmotesFrame
  | OverlayRetractedFrame
  | HypeEventFrame;

/** Two decimals: finer changes would be frames that nobody sees. */
export function overlayMoodFrame({ dominant, score, confidence, color }: MoodSnapshot): OverlayMoodFrame {
  return { type: 'mood', mood: dominant, score: coarse(score), confidence: coarse(confidence), color };
}

export function overlayHeadlineFrame({ sentences, sentiment, confidence }: Headline): OverlayHeadlineFrame {
  return { type: 'headline', sentences, sentiment: coarse(sentiment), confidence: coarse(confidence) };
}

export const NO_HEADLINE: OverlayHeadlineFrame = { type: 'headline', sentences: [], sentiment: 0, confidence: 0 };

function coarse(value: number): number {
  return rounded(Math.round(value * 100) / 100);
}
