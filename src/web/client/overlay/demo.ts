import { MOOD_STYLE } from '../../../lib/mood-style.ts';
import type { Mood } from '../../../domain/mood.ts';
import type { MomentCategory } from '../../../domain/hype-moment.ts';
import type { OverlayEmote } from '../../../lib/wire/overlay.ts';
import { repeat, type Timers } from '../kit/timers.ts';
import type { Stage } from './stage.ts';
import flame from './demo/flame.svg';
import gasp from './demo/gasp.svg';
import heart from './demo/heart.svg';
import laugh from './demo/laugh.svg';
import star from './demo/star.svg';
import tear from './demo/tear.svg';

interface Scene {
  readonly mood: Mood;
  readonly score: number;
  readonly headline: string;
  /** Emotes and how often each sets out compared with the others. */
  readonly emotes: readonly (readonly [name: string, picture: string | null, weight: number])[];
  /** Messages with emotes each 100 ms. */
  readonly pace: number;
  readonly burst: MomentCategory | null;
}

/** A stream that never was. */
const SCENES: readonly Scene[] = [
  {
    mood: 'joy',
    score: 0.6,
    headline: 'Chat is laughing about the rubber duck — 140 people in the last minute.',
    emotes: [
      ['duckLaugh', laugh, 5],
      ['duckHeart', heart, 1],
      ['LUL', null, 1],
    ],
    pace: 2,
    burst: null,
  },
  {
    mood: 'hype',
    score: 0.85,
    headline: 'Chat celebrates the last jump — 412 people in the last minute. Others ask for a replay.',
    emotes: [
      ['duckFire', flame, 5],
      ['duckStar', star, 3],
      ['LETS GO', null, 1],
    ],
    pace: 9,
    burst: 'hype',
  },
  {
    mood: 'sad',
    score: -0.5,
    headline: 'Chat mourns the lost run — 180 people in the last minute.',
    emotes: [
      ['duckTear', tear, 5],
      ['duckHeart', heart, 1],
    ],
    pace: 2,
    burst: null,
  },
  {
    mood: 'confusion',
    score: -0.1,
    headline: 'Chat wonders where the second door leads — 95 people in the last minute.',
    emotes: [
      ['duckGasp', gasp, 5],
      ['duckLaugh', laugh, 1],
    ],
    pace: 4,
    burst: 'shock',
  },
];

const SCENE_MS = 7_000;
const EMOTES_EVERY_MS = 100;
const BURST_AFTER_MS = 1_200;

export interface DemoOptions {
  readonly stage: Pick<Stage, 'show'>;
  readonly timers: Timers;
  readonly random: () => number;
}

/** Plays made-up scenes in a circle; the answer ends it. Needs no server and nothing from the network. */
export function playDemo({ stage, timers, random }: DemoOptions): () => void {
  let index = -1;
  let cancelBurst = (): void => undefined;
  const current = (): Scene => SCENES[index % SCENES.length] ?? (SCENES[0] as Scene);
  const next = (): void => {
    index++;
    const { mood, score, headline, burst } = current();
    stage.show({ type: 'mood', mood, score, confidence: 0.85, color: MOOD_STYLE[mood].color });
    stage.show({ type: 'headline', sentences: [headline], sentiment: score, confidence: 0.8 });
    cancelBurst();
    if (burst === null) return;
    const frame = {
      type: 'hype_event',
      phase: 'started',
      category: burst,
      multiplier: 4.2,
      unique_chatters: 412,
    } as const;
    cancelBurst = timers.after(BURST_AFTER_MS, () => stage.show(frame));
  };
  next();
  const stops = [
    repeat(timers, SCENE_MS, next),
    repeat(timers, EMOTES_EVERY_MS, () => stage.show({ type: 'emotes', emotes: emotesOf(current(), random) })),
    () => cancelBurst(),
  ];
  return () => stops.forEach((stop) => stop());
}

function emotesOf({ emotes, pace }: Scene, random: () => number): readonly OverlayEmote[] {
  const total = emotes.reduce((sum, [, , weight]) => sum + weight, 0);
  return emotes.flatMap(([name, picture, weight]): readonly OverlayEmote[] => {
    const wanted = (pace * weight) / total;
    const uses = Math.floor(wanted) + (random() < wanted % 1 ? 1 : 0);
    return uses === 0 ? [] : [[name, uses, picture === null ? null : new URL(picture, document.baseURI).href]];
  });
}
