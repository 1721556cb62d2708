import type { Mood } from '../domain/mood.ts';

export interface MoodStyle {
  /** What the chat is: `Mood: hyped`. */
  readonly word: string;
  /** What is felt, beside a share: `hype 41%`. */
  readonly feeling: string;
  readonly emoji: string;
  /** `#RRGGBB`: {@link MOOD_PLANE} at full strength. */
  readonly color: string;
}

/** How each mood is shown in words and pictures. A colour never stands alone: the word and the emoji say the same. */
export const MOOD_STYLE: Readonly<Record<Mood, MoodStyle>> = {
  joy: { word: 'joyful', feeling: 'joy', emoji: '😄', color: '#cb9e01' },
  hype: { word: 'hyped', feeling: 'hype', emoji: '🔥', color: '#e7885d' },
  sad: { word: 'sad', feeling: 'sadness', emoji: '😢', color: '#4faafe' },
  anger: { word: 'angry', feeling: 'anger', emoji: '😡', color: '#fd6f87' },
  confusion: { word: 'confused', feeling: 'confusion', emoji: '🤔', color: '#c986e0' },
  calm: { word: 'calm', feeling: 'calm', emoji: '😌', color: '#a4a4a4' },
};

/** OKLab lightness of every mood's colour: readable on dark cards and as a fill on light ones. */
export const MOOD_LIGHTNESS = 0.72;

/**
 * Where each mood lies in the colour plane at full strength. All share one lightness, so no mood shouts louder than
 * another. The places were searched for so that any two, grey included, stay at least 0.045 apart in OKLab for normal
 * vision and for each kind of dichromacy, with hues people expect: yellow, orange, blue, red, violet.
 */
export const MOOD_PLANE: Readonly<Record<Mood, { readonly a: number; readonly b: number }>> = {
  joy: { a: 0.0051, b: 0.1469 },
  hype: { a: 0.0919, b: 0.0919 },
  sad: { a: -0.0538, b: -0.14 },
  anger: { a: 0.1692, b: 0.036 },
  confusion: { a: 0.1053, b: -0.0982 },
  calm: { a: 0, b: 0 },
};
