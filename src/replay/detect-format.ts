import { looksLikeIrc } from './irc-lines.ts';

export type RecordingFormat = 'json-lines' | 'twitch-downloader' | 'irc';

const SAMPLE_LINES = 50;
/** The first member of a chat file, whichever version wrote it, and of a bare array of its comments. */
const CHAT_FILE = /^\s*(?:\{\s*"(?:FileInfo|streamer|video|clipper|comments|emotes|embeddedData)"\s*:|\[\s*\{\s*")/;

/**
 * Tells the format by the beginning of the (decompressed) content. The majority of the first lines decides, so that a
 * damaged first line does not hide the rest. `binary` and `unknown` are no chat.
 */
export function detectFormat(sample: Buffer): RecordingFormat | 'binary' | 'unknown' {
  if (sample.includes(0)) return 'binary';
  const text = sample.toString('utf8').replace(/^\ufeff/, '');
  if (CHAT_FILE.test(text)) return 'twitch-downloader';
  const lines = text.split('\n', SAMPLE_LINES + 1).slice(0, SAMPLE_LINES);
  let json = 0;
  let irc = 0;
  for (const line of lines) {
    const trimmed = line.trim();
    if (/^\{\s*"/.test(trimmed)) json++;
    else if (looksLikeIrc(trimmed)) irc++;
  }
  if (json === 0 && irc === 0) return 'unknown';
  return json >= irc ? 'json-lines' : 'irc';
}
