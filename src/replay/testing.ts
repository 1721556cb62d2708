import { gzipSync } from 'node:zlib';
import type { ChatEvent, ChatMessage } from '../domain/chat-event.ts';
import { gunzipped } from './byte-source.ts';
import { readRecording, type Recording } from './recording.ts';

/** Bytes cut into pieces of `size`, as a file or pipe would deliver them. */
export async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

export interface ReadResult {
  readonly recording: Recording;
  readonly events: readonly ChatEvent[];
  readonly messages: readonly ChatMessage[];
}

/** Reads a whole recording from text or bytes. */
export async function readAll(
  content: string | Buffer,
  options: { readonly name?: string; readonly gzip?: boolean; readonly pieceBytes?: number } = {},
): Promise<ReadResult> {
  const plain = typeof content === 'string' ? Buffer.from(content) : content;
  const bytes = options.gzip === true ? gzipSync(plain) : plain;
  const chunks = gunzipped(inPieces(bytes, options.pieceBytes ?? 64 * 1024), new AbortController().signal);
  const recording = await readRecording(options.name ?? 'chat.jsonl', chunks);
  const events: ChatEvent[] = [];
  for await (const batch of recording.batches) events.push(...batch);
  return { recording, events, messages: events.filter((event): event is ChatMessage => event.kind === 'message') };
}
