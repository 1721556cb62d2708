import type { ChatMessage } from '../../../src/domain/chat-event.ts';
import { seededRandom } from '../../../src/lib/random.ts';
import { aMessage } from '../../../src/pipeline/testing.ts';

const WORDS = [
  'KEKW',
  'LUL',
  'no',
  'way',
  'what',
  'a',
  'play',
  'gg',
  'that',
  'was',
  'close',
  'OMEGALUL',
  'W',
  'clip it',
];
/** Most chatters say little and a few say much. */
const TALKATIVE = 2;
const TEXTS = 5_000;

/** Makes chat messages of a channel with regulars, each with an id of its own. The same seed gives the same chat. */
export function createChat(seed: number, chattersPerChannel: number) {
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const texts = Array.from({ length: TEXTS }, () =>
    Array.from({ length: 1 + Math.floor(random() * 8) }, () => pick(WORDS)).join(' '),
  );
  let made = 0;
  return (channel: string, at: number): ChatMessage =>
    aMessage({
      channel,
      receivedAt: at,
      id: `message-${made++}`,
      user: `${channel}-${Math.floor(random() ** TALKATIVE * chattersPerChannel)}`,
      text: pick(texts),
    });
}
