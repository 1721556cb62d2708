import type { ChannelName, ChatMessage } from '../../src/domain/chat-event.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { aMessage, aPipeline } from '../../src/pipeline/testing.ts';
import { openRecording } from '../../src/replay/recording.ts';

export interface Calls {
  readonly calls: number;
  readonly messages: number;
}

export type Source = { readonly generated: number } | { readonly recording: string };

const ASKED_EVERY_MS = 500;
const GENERATED_SECONDS = 600;
/** Generated chat changes its topic this often. */
const SCENE_SECONDS = 45;

/** How often a model would be called that is called whenever the digest's revision grew. */
export async function measureCalls(source: Source): Promise<Calls> {
  const pipeline = aPipeline();
  const due = new Map<ChannelName, number>();
  const revisions = new Map<ChannelName, number>();
  let messages = 0;
  for await (const message of 'generated' in source ? generate(source.generated) : read(source.recording)) {
    const { channel, receivedAt } = message;
    pipeline.accept(message);
    messages++;
    if (receivedAt < (due.get(channel) ?? 0)) continue;
    due.set(channel, receivedAt + ASKED_EVERY_MS);
    pipeline.tick(receivedAt, channel);
    revisions.set(channel, pipeline.digest(channel)?.revision ?? 0);
  }
  return { calls: [...revisions.values()].reduce((sum, revision) => sum + revision, 0), messages };
}

async function* read(file: string): AsyncGenerator<ChatMessage> {
  const recording = await openRecording(file, new AbortController().signal);
  for await (const batch of recording.batches) {
    for (const event of batch) if (event.kind === 'message') yield event;
  }
}

/** Half talk about everything, half about what the scene is about. */
function* generate(perSecond: number): Generator<ChatMessage> {
  const random = seededRandom(perSecond);
  for (let i = 0; i < perSecond * GENERATED_SECONDS; i++) {
    const receivedAt = Math.floor((i * 1_000) / perSecond);
    const scene = Math.floor(receivedAt / 1_000 / SCENE_SECONDS);
    const text =
      random() < 0.5 ? `topic${scene} KEKW` : `word${Math.floor(random() * 5_000)} word${Math.floor(random() * 5_000)}`;
    yield aMessage({ id: `m${i}`, user: `viewer${Math.floor(random() * perSecond * 20)}`, text, receivedAt });
  }
}
