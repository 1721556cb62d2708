import type { EmotePicture } from '../read/answers.ts';

/** A piece of a message: words, or an emote with where its picture is. */
export type ChatToken =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'emote';
      readonly name: string;
      readonly picture: EmotePicture;
      /** Drawn over the emote before it. */
      readonly over: boolean;
    };

const TWITCH_EMOTE_ID = /^\w{1,64}$/;
/** More pictures than this in one message are shown as words. */
const PICTURES_MAX = 40;

interface Placed {
  readonly id: string;
  readonly first: number;
  readonly last: number;
}

/** Picture of one of Twitch's own emotes; null for an id that is none. */
export function twitchPicture(id: string, name: string): EmotePicture | null {
  if (!TWITCH_EMOTE_ID.test(id)) return null;
  const image_url = `https://static-cdn.jtvnw.net/emoticons/v2/${id}/default/dark/1.0`;
  return { name, image_url, animated: false, zero_width: false };
}

/**
 * A message in pieces. Twitch's emotes stand at positions counted in code points, both ends inclusive; others are words
 * that the channel knows. Positions that overlap or lie outside are not believed.
 */
export function chatTokens(
  message: string,
  positions: ReadonlyMap<string, readonly string[]>,
  known: ReadonlyMap<string, EmotePicture>,
): readonly ChatToken[] {
  const points = Array.from(message);
  const tokens: ChatToken[] = [];
  let next = 0;
  for (const { id, first, last } of placed(positions, points.length)) {
    if (first < next) continue;
    const name = points.slice(first, last + 1).join('');
    const picture = twitchPicture(id, name);
    if (picture === null) continue;
    addWords(tokens, points.slice(next, first).join(''), known);
    addEmote(tokens, name, picture);
    next = last + 1;
  }
  addWords(tokens, points.slice(next).join(''), known);
  return tokens;
}

function placed(positions: ReadonlyMap<string, readonly string[]>, length: number): readonly Placed[] {
  return [...positions]
    .flatMap(([id, ranges]) =>
      ranges.flatMap((range) => {
        const match = /^(\d{1,4})-(\d{1,4})$/.exec(range);
        const first = Number(match?.[1] ?? Number.NaN);
        const last = Number(match?.[2] ?? Number.NaN);
        return first <= last && last < length ? [{ id, first, last }] : [];
      }),
    )
    .sort((a, b) => a.first - b.first);
}

function addWords(tokens: ChatToken[], text: string, known: ReadonlyMap<string, EmotePicture>): void {
  for (const part of text.split(/(\s+)/)) {
    const picture = known.get(part);
    if (picture === undefined) addText(tokens, part);
    else addEmote(tokens, part, picture);
  }
}

function addEmote(tokens: ChatToken[], name: string, picture: EmotePicture): void {
  const pictures = tokens.filter(({ kind }) => kind === 'emote').length;
  if (pictures >= PICTURES_MAX) return addText(tokens, name);
  const over =
    picture.zero_width &&
    tokens.findLast((token) => token.kind === 'emote' || token.text.trim() !== '')?.kind === 'emote';
  tokens.push({ kind: 'emote', name, picture, over });
}

function addText(tokens: ChatToken[], text: string): void {
  if (text === '') return;
  const last = tokens.at(-1);
  if (last?.kind === 'text') tokens[tokens.length - 1] = { kind: 'text', text: last.text + text };
  else tokens.push({ kind: 'text', text });
}
