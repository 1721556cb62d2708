import type { ChatMessage } from '../../src/domain/chat-event.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { aMessage, aPipeline } from '../../src/pipeline/testing.ts';
import type { Lines } from './gold.ts';

const START = Date.UTC(2026, 5, 1, 12);
const SPAN_MS = 57_000;
const SEED = 1;

/** A minute in which everybody says their line once, in an order that is the same every time. */
export function chatOf(said: Lines): readonly ChatMessage[] {
  const random = seededRandom(SEED);
  const texts = Object.entries(said).flatMap(([text, people]) => Array.from({ length: people }, () => text));
  const shuffled = texts.map((text) => ({ text, place: random() })).sort((a, b) => a.place - b.place);
  return shuffled.map(({ text }, index) => {
    const receivedAt = START + Math.floor((index * SPAN_MS) / shuffled.length);
    return aMessage({ id: `m${index}`, user: `viewer${index}`, text, receivedAt });
  });
}

export function headlineAfter(messages: readonly ChatMessage[]): string {
  const pipeline = aPipeline();
  for (const message of messages) pipeline.accept(message);
  pipeline.tick(START + SPAN_MS + 1_000);
  return pipeline.headline('demo')?.sentences.join(' ') ?? '';
}
