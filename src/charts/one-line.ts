import { clip, stripInvisible } from '../lib/markdown.ts';

/** Words for a picture may come from a streamer: one line, at most `max` characters, nothing invisible. */
export function oneLine(text: string, max: number): string {
  return clip(stripInvisible(text).replace(/\s+/g, ' ').trim(), max);
}
