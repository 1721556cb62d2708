import { stripInvisible } from './markdown.ts';

/** What is wrong with a text whatever it says. */
export type FormProblem = 'empty' | 'too-long' | 'invisible' | 'link' | 'mention' | 'markup';

/** Markdown of Discord and others, HTML, templates. What a sentence about a chat needs is letters and plain punctuation. */
const MARKUP = /[`*_~|<>#[\]{}\\^]|^\s*[-+/!=]|:\w+:/;
const LINK =
  /:\/\/|\bwww\.|(?:^|[^\p{L}\p{N}])[\p{L}\p{N}-]+\.[\p{L}]{2,}(?:$|[^\p{L}\p{N}])|\b(?:dot|d0t)\s+(?:com|gg|net|org|tv|io)\b/iu;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029\u115f\u1160\u3164\uffa0]/u;
const JOINED_EMOJI = /\p{Extended_Pictographic}\ufe0f?\u200d(?=\p{Extended_Pictographic})/gu;

export function formProblem(text: string, charactersMax: number): FormProblem | null {
  if (text.trim() === '' || !/\p{L}/u.test(text)) return 'empty';
  if (Array.from(text).length > charactersMax) return 'too-long';
  const plain = text.replace(JOINED_EMOJI, '');
  if (INVISIBLE.test(plain) || stripInvisible(plain) !== plain) return 'invisible';
  // Fullwidth and other compatibility forms are judged by what they look like.
  const folded = plain.normalize('NFKC');
  if (LINK.test(folded)) return 'link';
  if (folded.includes('@')) return 'mention';
  return MARKUP.test(folded) ? 'markup' : null;
}

/** The numbers in a text. Separators of thousands are read as such: `1,204` is 1204, `1.5` is one and a half. */
export function numbersIn(text: string): readonly number[] {
  return (text.match(/\d+(?:[.,]\d+)*/g) ?? []).map((digits) =>
    Number(digits.replace(/[.,](?=\d{3}(?:\D|$))/g, '').replace(',', '.')),
  );
}

/** What stands between quotation marks. An apostrophe is none. */
export function quotesIn(text: string): readonly string[] {
  return [
    ...text.matchAll(/["“”„«»‟]([^"“”„«»‟]+)["“”„«»‟]/g),
    ...text.matchAll(/(?:^|\s)['‘]([^'‘’]+)['’](?=$|[\s.,!?])/g),
  ].map(([, quote = '']) => quote);
}

/** Words that begin a sentence may be written large; other words that are, name something or shout. */
export function namesIn(text: string): readonly string[] {
  const names: string[] = [];
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu)) {
    if (!/\p{Lu}/u.test(word)) continue;
    const starts = /(?:^|[.!?:…]["”']?\s+|^["“'])$/u.test(text.slice(0, index));
    const onlyFirst = /^\p{Lu}[^\p{Lu}]*$/u.test(word);
    if (!starts || !onlyFirst) names.push(word);
  }
  return names;
}
