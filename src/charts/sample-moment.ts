import { describeMomentChart } from './describe-moment.ts';
import type { ChartDescription } from '../domain/chart.ts';
import type { HypeMoment, MomentSeries } from '../domain/hype-moment.ts';
import { seededRandom } from '../lib/random.ts';

/** A generated moment for tests, benchmarks and the pictures in the documentation, which show nobody's chat. */
const FROM = Date.UTC(2025, 5, 14, 20, 11, 3);
const SECONDS = 180;
const ERUPTS_AT = 104;
const USUAL = 9.2;
const DEVIATION = 1.7;
const FIRING_SCORE = 6;

/** Quiet chatter with an eruption that rises fast and fades slowly. */
export function sampleSeries(): MomentSeries {
  const random = seededRandom(11);
  let smoothed = USUAL;
  const velocity = Array.from({ length: SECONDS }, (_, second) => {
    const since = second - ERUPTS_AT;
    const burst = since < 0 ? 0 : 32 * Math.exp(-(((since - 9) / (since < 9 ? 5 : 19)) ** 2));
    const noise = (random() - 0.5) * (7 + burst / 4);
    smoothed += (USUAL + burst + noise - smoothed) * 0.4;
    return smoothed;
  });
  const baselineMean = velocity.map((_, second) => USUAL + Math.sin(second / 40) * 0.4);
  return {
    from: FROM,
    velocity,
    baselineMean,
    baselineStd: velocity.map(() => DEVIATION),
    score: velocity.map((rate, second) => (rate - (baselineMean[second] ?? 0)) / DEVIATION),
  };
}

export function sampleMoment(): HypeMoment {
  const { velocity } = sampleSeries();
  const peakVelocity = Math.max(...velocity);
  const at = (second: number): number => FROM + second * 1_000;
  return {
    id: 'k7f3q2',
    channel: 'northwind',
    streamId: '4021',
    detector: 'robust',
    phase: 'ended',
    startedAt: at(ERUPTS_AT),
    detectedAt: at(ERUPTS_AT + 4),
    peakAt: at(velocity.indexOf(peakVelocity)),
    endedAt: at(ERUPTS_AT + 41),
    streamSeconds: 5_055,
    score: FIRING_SCORE,
    peakScore: 16.4,
    velocity: 21,
    peakVelocity,
    baselineMean: USUAL,
    baselineStd: DEVIATION,
    multiplier: peakVelocity / USUAL,
    uniqueChatters: 212,
    messages: 1_038,
    category: 'funny',
    topEmotes: [
      ['KEKW', 318],
      ['LUL', 121],
      ['OMEGALUL', 77],
    ],
    contributions: [
      {
        kind: 'rate',
        text: `${Math.round(peakVelocity)} msg/s, ${(peakVelocity / USUAL).toFixed(1)}× the usual ${USUAL}, 212 people in 15 s`,
        points: 9.1,
      },
      { kind: 'emotes', text: 'reaction emotes and words: 298 in 10 s against the usual 21', points: 4.2 },
      { kind: 'outcry', text: 'shouting and repetition: 96 in 10 s against the usual 8.4', points: 3.1 },
    ],
    discounts: [{ kind: 'copypasta', text: '34 of 420 messages in 10 s were copies of a pasted text', points: -0.8 }],
    attack: false,
    quotes: [
      { messageId: 'a', chatterId: '1', displayName: 'mossy_lantern', text: 'HE ACTUALLY FELL FOR IT KEKW' },
      {
        messageId: 'b',
        chatterId: '2',
        displayName: 'Quillback',
        text: 'three hours of planning and the door was open',
      },
    ],
  };
}

export function sampleMomentChart(theme: ChartDescription['theme']): ChartDescription {
  return describeMomentChart({ moment: sampleMoment(), series: sampleSeries(), theme });
}
