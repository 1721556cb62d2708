import type { ChatMessage, ChatNotice, NoticeType } from '../../domain/chat-event.ts';
import type { DetectorReading } from '../../domain/channel-metrics.ts';
import type { DetectorName, HypeEvent } from '../../domain/hype-moment.ts';
import { seededRandom } from '../../lib/random.ts';
import { aMessage } from '../testing.ts';
import { createDetector } from './create-detector.ts';
import type { Detector } from './detector.ts';
import { scoreThreshold } from './sensitivity.ts';

/** Ordinary talk and the odd reaction, as a generator of steady chat draws from. */
export const SMALL_TALK: readonly string[] = [
  'hello there, how are you all doing today',
  'what game is this',
  'lol',
  'I think the second boss is harder',
  'nice',
  'has anybody tried the new patch',
  'KEKW',
  'good evening from Spain',
  'that was close',
  'why not take the other road',
  '한국에서 왔어요',
  'откуда вы все',
  'first time here',
  'gg',
  'he will never find it',
];

export interface Simulation {
  readonly events: readonly HypeEvent[];
  /** Highest score of any second. */
  readonly highest: number;
  readonly readings: readonly DetectorReading[];
}

export function aDetector(name: DetectorName = 'robust', channel = 'demo'): Detector {
  return createDetector(name, { channel, streamId: () => 'stream', streamStartedAt: () => 0 });
}

/** Plays messages in order of time, one step a second. Extra calls, such as notices, hang on a second. */
export function simulate(
  messages: readonly ChatMessage[],
  seconds: number,
  extras: ReadonlyMap<number, (detector: Detector) => void> = new Map(),
  detector = aDetector(),
): Simulation {
  const events: HypeEvent[] = [];
  const readings: DetectorReading[] = [];
  let next = 0;
  for (let second = 0; second < seconds; second++) {
    extras.get(second)?.(detector);
    for (; next < messages.length && (messages[next]?.receivedAt ?? 0) < (second + 1) * 1000; next++)
      detector.observe(messages[next]!);
    events.push(...detector.step((second + 1) * 1000));
    readings.push(detector.reading());
  }
  return { events, readings, highest: Math.max(0, ...readings.map(({ score }) => score)) };
}

/** Moments that a *medium* subscription would have been told of. */
export function alertsOf({ events }: Simulation): readonly HypeEvent[] {
  const threshold = scoreThreshold('medium', 'robust');
  const told = new Set<string>();
  return events.filter((event) => {
    if (
      event.kind === 'ended' ||
      event.moment.attack ||
      event.moment.peakScore < threshold ||
      told.has(event.moment.id)
    )
      return false;
    told.add(event.moment.id);
    return true;
  });
}

/** Poisson chat at `rate(second)` messages a second. */
export function steadyChat(
  seed: number,
  seconds: number,
  rate: (second: number) => number,
  texts: readonly string[] = SMALL_TALK,
): ChatMessage[] {
  const random = seededRandom(seed);
  const messages: ChatMessage[] = [];
  for (let second = 0; second < seconds; second++) {
    const mean = rate(second);
    const people = Math.max(20, Math.round(mean * 150));
    for (let at = nextArrival(random, mean); at < 1; at += nextArrival(random, mean)) {
      messages.push(
        aMessage({
          id: `steady-${messages.length}`,
          user: `viewer${Math.floor(random() * people)}`,
          text: texts[Math.floor(random() * texts.length)] ?? '',
          receivedAt: second * 1000 + Math.floor(at * 1000),
        }),
      );
    }
  }
  return messages;
}

function nextArrival(random: () => number, rate: number): number {
  return -Math.log(1 - random()) / Math.max(rate, 1e-9);
}

/** `count` messages of different people, spread evenly over some seconds. */
export function burst(
  from: number,
  seconds: number,
  count: number,
  text: (index: number) => string,
  overrides: Partial<ChatMessage> = {},
): ChatMessage[] {
  return Array.from({ length: count }, (_, index) =>
    aMessage({
      id: `burst-${from}-${index}`,
      user: `fan${index}`,
      text: text(index),
      ...overrides,
      receivedAt: from * 1000 + Math.floor((index * seconds * 1000) / count),
    }),
  );
}

export function merged(...parts: readonly (readonly ChatMessage[])[]): ChatMessage[] {
  return parts.flat().sort((a, b) => a.receivedAt - b.receivedAt);
}

export function aNotice(type: NoticeType, second: number, count: number): ChatNotice {
  const { author } = aMessage({ user: 'somebody' });
  return {
    kind: 'notice',
    channel: 'demo',
    sentAt: second * 1000,
    receivedAt: second * 1000,
    id: `notice-${second}`,
    roomId: '1',
    type,
    platformType: type,
    author,
    systemText: '',
    text: '',
    count,
    params: {},
    source: null,
  };
}
