import { MOODS } from '../../../domain/mood.ts';
import { MOMENT_CATEGORIES, type MomentCategory } from '../../../domain/hype-moment.ts';
import type { OverlaySettings } from '../../../domain/overlay.ts';
import { isHexColor } from '../../../lib/color.ts';
import type {
  OverlayEmote,
  OverlayEmotesFrame,
  OverlayHeadlineFrame,
  OverlayMoodFrame,
  OverlayRetractedFrame,
  OverlaySettingsFrame,
} from '../../../lib/wire/overlay.ts';
import {
  exactly,
  flag,
  isRecord,
  list,
  nullable,
  number,
  object,
  oneOf,
  text,
  tolerantList,
  tryRead,
  Unreadable,
  withDefault,
} from '../read/shape.ts';
import type { Reader } from '../read/shape.ts';
import { allowedPicture } from './allowed-picture.ts';
import { readSettings } from './read-settings.ts';

const EMOTES_MAX = 40;

/** A hype moment, as far as a burst shows it. */
export interface BurstFrame {
  readonly type: 'hype_event';
  readonly phase: 'started' | 'ended';
  readonly category: MomentCategory;
  readonly multiplier: number;
  readonly unique_chatters: number;
}

export interface SnapshotFrame {
  readonly type: 'overlay';
  readonly build: string;
  readonly settings: OverlaySettings;
  readonly mood: OverlayMoodFrame | null;
  readonly headline: OverlayHeadlineFrame | null;
}

/** Everything an overlay reacts to. */
export type StageFrame =
  | SnapshotFrame
  | OverlaySettingsFrame
  | OverlayMoodFrame
  | OverlayHeadlineFrame
  | BurstFrame
  | OverlayEmotesFrame
  | OverlayRetractedFrame;

const hexColor: Reader<string> = (value) => (typeof value === 'string' && isHexColor(value) ? value : '#a4a4a4');

const readMood = object<OverlayMoodFrame>({
  type: exactly('mood'),
  mood: oneOf(MOODS, 'calm'),
  score: number,
  confidence: number,
  color: hexColor,
});

const readHeadline = object<OverlayHeadlineFrame>({
  type: exactly('headline'),
  sentences: list(text(400), 2),
  sentiment: number,
  confidence: number,
});

const readEmote: Reader<OverlayEmote> = (value) => {
  if (!Array.isArray(value)) throw new Unreadable('expected an emote');
  return [text(100)(value[0]), number(value[1]), allowedPicture(value[2])];
};

const READERS: ReadonlyMap<unknown, Reader<StageFrame>> = new Map<unknown, Reader<StageFrame>>([
  [
    'overlay',
    object<SnapshotFrame>({
      type: exactly('overlay'),
      build: withDefault(text(100), ''),
      settings: readSettings,
      mood: nullable(readMood),
      headline: nullable(readHeadline),
    }),
  ],
  ['overlay_settings', object<OverlaySettingsFrame>({ type: exactly('overlay_settings'), settings: readSettings })],
  ['mood', readMood],
  ['headline', readHeadline],
  [
    'hype_event',
    object<BurstFrame>({
      type: exactly('hype_event'),
      phase: oneOf(['started', 'ended'], 'ended'),
      category: oneOf(MOMENT_CATEGORIES, 'mixed'),
      multiplier: number,
      unique_chatters: number,
    }),
  ],
  ['emotes', object<OverlayEmotesFrame>({ type: exactly('emotes'), emotes: tolerantList(readEmote, EMOTES_MAX) })],
  ['retracted', object<OverlayRetractedFrame>({ type: exactly('retracted'), everything: flag })],
]);

/** Null for what this page does not know or cannot read: a stream shows no errors. */
export function readStageFrame(data: unknown): StageFrame | null {
  if (typeof data !== 'string') return null;
  try {
    const value: unknown = JSON.parse(data);
    const reader = isRecord(value) ? READERS.get(value['type']) : undefined;
    return reader === undefined ? null : tryRead(reader, value);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
