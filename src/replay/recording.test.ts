import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LINE_BYTES_MAX, openRecording } from './recording.ts';
import { inPieces, readAll } from './testing.ts';
import { RELATIVE_ORIGIN } from './time-origin.ts';

const line = (t: number, m: string, extra: object = {}): string => JSON.stringify({ t, u: `user${t}`, m, ...extra });
const JSON_LINES = `${[line(0, 'a'), line(1, 'b'), line(2, 'c')].join('\n')}\n`;
const irc = (at: number, text: string): string =>
  `@id=i${at};tmi-sent-ts=${1_700_000_000_000 + at} :ann!ann@ann PRIVMSG #room :${text}`;
const CHAT_FILE = JSON.stringify({
  FileInfo: {},
  streamer: { name: 'room', id: 1 },
  video: { id: '9', created_at: '2024-01-01T00:00:00Z' },
  comments: [0, 1, 2].map((t) => ({
    _id: `c${t}`,
    content_offset_seconds: t,
    commenter: { name: 'ann', _id: '5' },
    message: { body: `m${t}`, fragments: [{ text: `m${t}` }] },
  })),
});

describe('readRecording', () => {
  test.each([
    ['JSON lines', JSON_LINES, 'json-lines', ['a', 'b', 'c']],
    ['raw IRC', [irc(0, 'a'), 'PING :x', irc(1, 'b')].join('\r\n'), 'irc', ['a', 'b']],
    ['a chat file', CHAT_FILE, 'twitch-downloader', ['m0', 'm1', 'm2']],
    ['an indented chat file', JSON.stringify(JSON.parse(CHAT_FILE), null, 2), 'twitch-downloader', ['m0', 'm1', 'm2']],
    ['a byte order mark', `\ufeff${JSON_LINES}`, 'json-lines', ['a', 'b', 'c']],
    ['a damaged first line', `{"t":0,"u\n${JSON_LINES}`, 'json-lines', ['a', 'b', 'c']],
  ])('knows %s by its content, plain and gzipped, in pieces of any size', async (_, content, format, texts) => {
    for (const options of [{}, { gzip: true }, { pieceBytes: 7 }, { gzip: true, pieceBytes: 1 }]) {
      const { recording, messages } = await readAll(content, { ...options, name: 'misleading.png' });
      expect(recording.format).toBe(format);
      expect(messages.map(({ text }) => text)).toEqual(texts);
    }
  });

  test('announces each stream with its own beginning', async () => {
    const { events } = await readAll(
      `${line(30, 'x', { v: 'one' })}\n${line(31, 'x', { v: 'one' })}\n${line(5, 'y', { v: 'two' })}\n`,
    );
    const streams = events.flatMap((event) =>
      event.kind === 'stream' ? [[event.channel, event.stream.startedAt, event.receivedAt]] : [],
    );
    expect(streams).toEqual([
      ['one', RELATIVE_ORIGIN, RELATIVE_ORIGIN + 30_000],
      ['two', RELATIVE_ORIGIN, RELATIVE_ORIGIN + 5_000],
    ]);
  });

  test('gives the same events for the same bytes under another ending', async () => {
    const plain = await readAll(JSON_LINES, { name: 'evening.chat.jsonl' });
    const packed = await readAll(JSON_LINES, { name: '/somewhere/evening.gz', gzip: true });
    expect(packed.events).toEqual(plain.events);
    expect(plain.messages[0]?.channel).toBe('evening');
  });

  test('counts what it cannot read with the first line numbers, and reads the rest', async () => {
    const bad = Array.from({ length: 7 }, () => 'garbage').join('\n');
    const { recording, messages } = await readAll(
      `${line(0, 'a')}\n${bad}\n\n${line(1, 'b')}\n{"t":2}\n${'x'.repeat(LINE_BYTES_MAX + 1)}\n${line(3, 'c')}`,
    );
    expect(messages.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    expect(recording.tally.problems()).toEqual([
      { reason: 'not-json', count: 7, firstLines: [2, 3, 4, 5, 6] },
      { reason: 'bad-user', count: 1, firstLines: [11] },
      { reason: 'line-too-long', count: 1, firstLines: [12] },
    ]);
  });

  test('uses what comes before the end of a cut-off gzip file and says so', async () => {
    const many = Array.from({ length: 200_000 }, (_, i) =>
      line(i / 10, `message ${Math.imul(i, 2654435761) >>> 0}`),
    ).join('\n');
    const whole = gzipSync(many);
    const { recording, messages } = await readAll(whole.subarray(0, Math.floor(whole.length / 2)));
    expect(messages.length).toBeGreaterThan(80_000);
    expect(recording.tally.problems().map(({ reason }) => reason)).toContain('cut-short');
  });

  test('uses the comments before the end of a cut-off chat file and says so', async () => {
    const { recording, messages } = await readAll(CHAT_FILE.slice(0, -150));
    expect(messages.length).toBeGreaterThan(0);
    expect(recording.tally.problems()).toMatchObject([{ reason: 'cut-short' }]);
  });

  test.each([
    ['binary data', Buffer.from([1, 0, 2, 0, 3]), /holds binary data/],
    ['other text', Buffer.from('dear diary\ntoday'), /is in no format this program knows.*JSON lines/],
    ['nothing', Buffer.from(' \n \n'), /is empty/],
    ['an empty gzip file', gzipSync(''), /is empty/],
    ['gzip damaged from the start', Buffer.from([0x1f, 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]), /damaged gzip/],
  ])('refuses %s with a sentence', async (_, bytes, sentence) => {
    await expect(readAll(bytes, { name: 'f' })).rejects.toThrow(sentence);
  });
});

describe('openRecording', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hypewire-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const open = (name: string) => openRecording(path.join(folder, name), new AbortController().signal);

  test('explains a missing file, a folder and an empty file', async () => {
    await writeFile(path.join(folder, 'empty.jsonl'), '');
    await expect(open('missing.jsonl')).rejects.toThrow(/there is no such file/);
    await expect(open('.')).rejects.toThrow(/is a folder/);
    await expect(open('empty.jsonl')).rejects.toThrow(/is empty/);
  });

  test('stops reading when told to', async () => {
    await writeFile(path.join(folder, 'big.jsonl'), Array.from({ length: 50_000 }, (_, i) => line(i, 'x')).join('\n'));
    const stop = new AbortController();
    const recording = await openRecording(path.join(folder, 'big.jsonl'), stop.signal);
    await recording.batches.next();
    stop.abort(new Error('enough'));
    await expect(async () => {
      for await (const batch of recording.batches) expect(batch.length).toBeGreaterThan(0);
    }).rejects.toThrow();
  });

  test('reads pieces from anywhere', async () => {
    expect(
      (await readAll(Buffer.concat(await Array.fromAsync(inPieces(Buffer.from(JSON_LINES), 3))))).messages,
    ).toHaveLength(3);
  });
});
