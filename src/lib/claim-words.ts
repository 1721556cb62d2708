/** Words that carry no claim: grammar, and what every report about a chat says. */
const EMPTY_WORDS =
  `a about after again against all almost also although always am among an and another any anybody anyone anything are around
  as at away back be because been before behind being below between both but by can cannot could did do does doing done down
  during each either else enough even ever every everybody everyone everything few for from further get gets getting go goes
  going got had has have having he her here hers him his how however i if in into is it its itself just keep keeps kept let
  like likely lot lots made make makes making many may maybe me might mine more most mostly much must my near neither never no
  nobody none nor not nothing now of off often on once one only onto or other others our out over own per perhaps quite rather
  really same say says saying said seem seems seen several shall she should since so some somebody someone something still
  such than that the their them then there these they thing things this those though through time times to together too toward
  under until up upon us very was we were what when where whether which while who whom whose why will with within without would
  yet you your
  ask asks asking asked call calls called calling celebrate celebrates celebrating channel chat chatter chatters chatting
  comment comments commenting community crowd discuss discusses discussing debate debates debating express expresses expressing
  focus focuses joke jokes joking laugh laughs laughing mention mentions mentioning message messages people person post posts
  posting praise praises react reacts reacting reaction reactions repeat repeats repeating request requests requesting
  share shares sharing someone spam spams spamming stream streamer streams talk talks talking tell tells think thinks
  topic topics topical twitch viewer viewers want wants wonder wonders wondering write writes writing wrote`
    .split(/\s+/)
    .filter((word) => word !== '');

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;
/** Scripts written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** Cuts text into words that can be compared between a message and what is said about it. */
export interface WordCutter {
  /** Every word, in lower case, in order. */
  all(text: string): readonly string[];
  /** The stems of the words that claim something, in order, repeats included. */
  content(text: string): readonly string[];
}

export function createWordCutter(): WordCutter {
  const empty = new Set(EMPTY_WORDS);
  const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
  const all = (text: string): string[] => {
    const plain = text.normalize('NFKC').toLowerCase();
    if (!UNSPACED.test(plain)) return plain.match(WORD) ?? [];
    return [...segmenter.segment(plain)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  };
  return {
    all,
    content: (text) =>
      all(text)
        .filter((word) => !empty.has(word))
        .map(stem),
  };
}

/** Takes common English endings off, so that "clutches", "clutched" and "clutching" are one word. */
export function stem(word: string): string {
  const base = word.replace(/['’]s?$/, '');
  if (base.length < 5 || !/^[a-z]+$/.test(base)) return base;
  const cut = base.replace(/(?:ingly|edly|ings|ing|ers|ies|ied|ed|er|es|ly|s|e|y)$/, '');
  return cut.length < 3 ? base : cut.replace(/([^aeiou])\1$/, '$1');
}
