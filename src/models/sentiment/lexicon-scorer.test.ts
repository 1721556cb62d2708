import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Mood, MoodDriver, Sentiment, SentimentLabel } from '../../domain/mood.ts';
import { MOODS, SENTIMENT_LABELS } from '../../domain/mood.ts';
import type { LearnedValence } from '../../domain/ports/models.ts';
import { createLexiconScorer } from './lexicon-scorer.ts';
import { READ_CHARS_MAX } from './lexicon/message-reader.ts';

const scorer = createLexiconScorer();

function rate(text: string, emotes: readonly string[] = [], learned: LearnedValence | null = null): Sentiment {
  return scorer.rate({ text, emotes }, learned, null);
}

interface Heard {
  readonly token: string;
  readonly kind: MoodDriver['kind'];
  readonly valence: number | null;
  readonly learned: boolean;
}

function hear(text: string, emotes: readonly string[] = [], learned: LearnedValence | null = null): Heard[] {
  const heard: Heard[] = [];
  scorer.rate({ text, emotes }, learned, (token, kind, valence, isLearned) => {
    heard.push({ token, kind, valence, learned: isLearned });
  });
  return heard;
}

describe('judges', () => {
  const cases: readonly (readonly [rule: string, text: string, label: SentimentLabel, mood: Mood])[] = [
    ['an emote alone', 'PogChamp', 'pos', 'hype'],
    ['an emote in another case', 'pogchamp', 'pos', 'hype'],
    ['a sad emote', 'BibleThump', 'neg', 'sad'],
    ['an emoticon', ':)', 'pos', 'joy'],
    ['an emoji', '❤️', 'pos', 'joy'],
    ['an emoji with a skin tone', '👍🏽', 'pos', 'joy'],
    ['an emoji stuck to a word', 'chat😡', 'neg', 'anger'],
    ['a word', 'that was beautiful', 'pos', 'joy'],
    ['a word of AFINN', 'an adorable creature', 'pos', 'joy'],
    ['a phrase', 'shut up', 'neg', 'anger'],
    ['a phrase over its words', 'not bad', 'pos', 'joy'],
    ['a phrase with an apostrophe', 'let’s go', 'pos', 'hype'],
    ['punctuation at a word', '(trash!),', 'neg', 'anger'],
    ['an insult', 'you are an idiot', 'neg', 'anger'],
    ['laughter however it is spelled', 'hahahahaha', 'pos', 'joy'],
    ['laughter without vowels', 'kkkkkkkk', 'pos', 'joy'],
    ['a plain remark', 'the second phase starts at half health', 'neu', 'calm'],
    ['a greeting', 'hello', 'neu', 'calm'],
    ['a question', 'what rank is he', 'neu', 'calm'],
    ['a question with its mark', 'where is the key?', 'neu', 'confusion'],
    ['question marks alone', '?????', 'neu', 'confusion'],
    ['a number', '222', 'neu', 'calm'],
    ['nothing', '', 'neu', 'calm'],
  ];
  test.for(cases)('%s: %s', ([, text, label, mood]) => {
    expect(rate(text)).toMatchObject({ label, mood });
  });
});

describe('weighs', () => {
  test.for([
    ['stretched letters', 'nooooo', 'noo'],
    ['a word that strengthens', 'so terrible', 'terrible'],
    ['capitals', 'a TERRIBLE game', 'a terrible game'],
    ['exclamation marks', 'terrible!!!', 'terrible'],
  ] as const)('%s make a bad word worse: %s', ([, stronger, weaker]) => {
    expect(rate(stronger).score).toBeLessThan(rate(weaker).score);
  });

  test('a word that weakens', () => {
    expect(rate('kinda boring').score).toBeGreaterThan(rate('boring').score);
  });

  test('finds known words behind stretched letters', () => {
    expect(rate('yesssss').label).toBe('pos');
    expect(rate('boooooring').label).toBe('neg');
    expect(rate('KEKWWWWW').label).toBe('pos');
  });

  test('negation turns praise, for three words and not across a full stop', () => {
    expect(rate('he is not a talented player').score).toBeLessThan(0);
    expect(rate('not today. talented player').score).toBeGreaterThan(0);
    expect(rate('not what i came here for but a talented player').score).toBeGreaterThan(0);
  });

  test('negation takes away blame and gives little praise', () => {
    const { score } = rate('he is never rude');
    expect(score).toBeGreaterThan(rate('he is rude').score);
    expect(score).toBeLessThan(rate('he is polite, lovely').score);
  });

  test('repetition counts less each time and stops counting', () => {
    const once = rate('KEKW').score;
    const twice = rate('KEKW KEKW').score;
    const ten = rate('KEKW '.repeat(10)).score;
    expect(twice).toBeGreaterThan(once);
    expect(ten).toBeLessThan(1.5 * once);
    expect(rate('KEKW '.repeat(40)).score).toBe(ten);
  });

  test('repetition of an emote nobody listed counts no more than that', () => {
    expect(rate('streamerHype '.repeat(10)).score).toBeLessThan(1.6 * rate('streamerHype').score);
  });

  test('plain words thin a mild one out', () => {
    const short = rate('an interesting cool build').score;
    const long = rate(
      'an interesting cool build but the second boss of the third map has other items in the chest',
    ).score;
    expect(long).toBeLessThan(short);
  });

  test('questions and announcements with links count less', () => {
    const { score } = rate('he has a talented team');
    expect(rate('he has a talented team?').score).toBeLessThan(score);
    expect(rate('does he have a talented team').score).toBeLessThan(score);
    expect(rate('he has a talented team https://example.org').score).toBeLessThan(score);
  });

  test('shouting adds excitement, or anger where there is some', () => {
    expect(rate('THE DRAGON IS OVER THERE')).toMatchObject({ label: 'neu' });
    expect(rate('THE DRAGON IS OVER THERE').score).toBeGreaterThan(rate('the dragon is over there').score);
    expect(rate('DELETE THAT FAKE THING').score).toBeLessThan(rate('Delete that FAKE thing').score);
  });

  test('pasted walls of text count less', () => {
    const wall = 'we write this about the stream again and again and '.repeat(5);
    expect(rate(`${wall} PogChamp`).score).toBeLessThan(rate('PogChamp').score);
  });
});

test('a phrase does not reach across a full stop or an emote', () => {
  const tokens = (text: string): string[] => hear(text).map(({ token }) => token);
  expect(tokens('no way that happened')).toEqual(['no way']);
  expect(tokens('no. way that happened')).toEqual(['no']);
  expect(tokens('no LUL way')).toEqual(['no', 'LUL']);
});

describe('reads irony and mockery', () => {
  test('an ironic emote turns praise and softens an insult', () => {
    expect(rate('so talented').label).toBe('pos');
    expect(rate('so talented Kappa').label).toBe('neg');
    expect(rate('you idiot').label).toBe('neg');
    expect(rate('you idiot Kappa').score).toBeGreaterThan(rate('you idiot').score);
    expect(rate('Kappa').label).toBe('neu');
  });

  test('laughing at an insult is no joy', () => {
    expect(rate('LUL').label).toBe('pos');
    expect(rate('trash team LUL').score).toBeLessThanOrEqual(rate('trash team').score);
    expect(rate('FailFish LUL').score).toBeLessThan(rate('LUL').score);
  });
});

describe('passes over', () => {
  test.for([
    ['mentions', '@great_hero_amazing where are you'],
    ['links', 'https://example.org/amazing-best-hero'],
    ['links without a scheme', 'www.amazing.example'],
    ['links that only have a path', 'amazing.example/great'],
    ['commands', '!amazing great best'],
  ])('%s', ([, text = '']) => {
    expect(rate(text)).toMatchObject({ label: 'neu', score: 0 });
    expect(hear(text)).toEqual([]);
  });

  test('but not what is said beside a mention', () => {
    expect(rate('@somebody that was amazing').label).toBe('pos');
  });
});

describe('emotes', () => {
  const nothing: LearnedValence = { valenceOf: () => null };

  test('nobody listed are read by their name', () => {
    expect(rate('streamerHype').label).toBe('pos');
    expect(rate('streamerCry3')).toMatchObject({ label: 'neg', mood: 'sad' });
    expect(rate('peepoAngry').label).toBe('neg');
  });

  test('without a telling name are heard with no valence and say nothing', () => {
    expect(hear('streamerOsaka', [], nothing)).toEqual([
      { token: 'streamerOsaka', kind: 'emote', valence: null, learned: false },
    ]);
    expect(rate('streamerOsaka').confidence).toBeLessThan(0.1);
  });

  test('take the valence their channel taught', () => {
    const learned: LearnedValence = { valenceOf: (name) => (name === 'streamerOsaka' ? -0.8 : null) };
    expect(rate('streamerOsaka', [], learned).label).toBe('neg');
    expect(hear('streamerOsaka', [], learned)).toEqual([
      { token: 'streamerOsaka', kind: 'emote', valence: -0.8, learned: true },
    ]);
    expect(rate('streamerOther', [], learned).label).toBe('neu');
  });

  test('are never unlearned where the lexicon knows them', () => {
    const perverse: LearnedValence = { valenceOf: () => -1 };
    expect(rate('PogChamp', ['PogChamp'], perverse).label).toBe('pos');
  });

  test('that a channel names are emotes whatever they look like', () => {
    expect(hear('osaka', ['osaka'], nothing)).toEqual([
      { token: 'osaka', kind: 'emote', valence: null, learned: false },
    ]);
    expect(hear('osaka', [], nothing)).toEqual([]);
  });

  test('called like a rated word say what the word says', () => {
    expect(rate('boring', ['boring']).label).toBe('neg');
    expect(rate('', ['boring']).label).toBe('neg');
    // Other words leave the emote to be learned.
    expect(hear('from', ['from'], nothing)).toEqual(hear('', ['from'], nothing));
    expect(hear('from', ['from'], nothing)).toMatchObject([{ token: 'from', valence: null }]);
  });

  test('called like a word are emotes when named, or at the end with a capital', () => {
    expect(rate('we are losing Aware').score).toBeLessThan(rate('we are losing aware').score);
    expect(rate('Aware of that').label).toBe('neu');
    expect(rate('aware', ['aware']).label).toBe('neu');
    expect(rate('Aware', ['Aware']).label).toBe('neg');
  });

  test('count when they are named but taken out of the text', () => {
    expect(rate('', ['PogChamp']).label).toBe('pos');
    expect(rate('hm', ['streamerHype', 'streamerHype']).label).toBe('pos');
    expect(rate('PogChamp', ['PogChamp'])).toEqual(rate('PogChamp'));
  });

  test('are heard by the name and kind that the lexicon gives them', () => {
    expect(hear('kekw 😂 trash')).toEqual([
      { token: 'KEKW', kind: 'emote', valence: 0.6, learned: false },
      { token: '😂', kind: 'emoji', valence: 0.55, learned: false },
      { token: 'trash', kind: 'word', valence: -0.65, learned: false },
    ]);
  });
});

describe('other languages', () => {
  test.for([
    ['German', 'das ist nicht so gut und ich mag es auch nicht'],
    ['Spanish', 'que malo es este juego de verdad no me gusta'],
    ['Portuguese', 'isso não é bom mas eu gosto muito de você'],
    ['Russian', 'привет друзья сегодня хорошая игра'],
    ['Chinese', '今天的比赛真的很好看'],
    ['Korean', '오늘 게임 진짜 재미있다'],
    ['Arabic', 'هذه لعبة جميلة جدا'],
  ])('%s is not judged by its words, and says so', ([, text = '']) => {
    const plain = rate(text);
    expect(plain.label).toBe('neu');
    expect(plain.confidence).toBeLessThan(0.15);
    // The emote speaks in any language.
    const withEmote = rate(`${text} BibleThump`);
    expect(withEmote).toMatchObject({ label: 'neg', mood: 'sad' });
    expect(withEmote.confidence).toBeGreaterThan(0.4);
  });

  test('words that look English in a sentence that is not count little', () => {
    const { score } = rate('das ist nicht der beste trash und wir sind auch noch da');
    expect(score).toBeLessThan(0);
    expect(score).toBeGreaterThan(rate('this is trash and we are still here').score / 2);
  });

  test.for(['ㅋㅋㅋㅋ', '他死了哈哈哈', 'хахаха', 'jajajaja', '草草草'])('%s is laughter', (text) => {
    expect(rate(text)).toMatchObject({ label: 'pos', mood: 'joy' });
  });

  test('English with a name or two stays English', () => {
    expect(rate('what is Xqzzt doing on this map').confidence).toBeGreaterThan(0.3);
  });
});

describe('is sure', () => {
  test('of agreement more than of contradiction', () => {
    expect(rate('amazing PogChamp').confidence).toBeGreaterThan(rate('amazing FailFish').confidence);
  });

  test('of a clear majority more than of a narrow one', () => {
    expect(rate('awful horrible').confidence).toBeGreaterThan(rate('awful horrible interesting lovely').confidence);
    const narrow = rate('BibleThump FailFish PogChamp');
    expect(narrow.label).toBe('neg');
    expect(narrow.confidence).toBeLessThan(rate('BibleThump FailFish').confidence);
  });

  test('of much more than of little', () => {
    expect(rate('this is amazing PogChamp <3').confidence).toBeGreaterThan(rate('interesting nice').confidence - 0.01);
    expect(rate('this is amazing').confidence).toBeGreaterThan(rate('qwzx vbnt').confidence);
  });
});

describe('any string', () => {
  const hostile = [
    'a'.repeat(10_000),
    'LUL'.repeat(4_000),
    '!'.repeat(10_000),
    '@'.repeat(10_000),
    '?!'.repeat(5_000),
    'https://'.repeat(2_000),
    'a.'.repeat(5_000),
    '\ud800',
    '\udc00\ud800',
    '\ud83d',
    '\u0000\u0001\u001b[31m',
    '\u202e\u200b\u200d\ufe0f',
    '__proto__ constructor toString',
    'hasOwnProperty',
    '󠀀',
    '👨‍👩‍👧‍👦'.repeat(500),
    'KappaPride'.repeat(900),
    'Z̸͔͑ą̷͠l̵̖̑g̶̢̐o̴',
  ];
  const isWhole = ({ label, score, confidence, mood }: Sentiment): void => {
    expect(SENTIMENT_LABELS).toContain(label);
    expect(MOODS).toContain(mood);
    expect(Math.abs(score)).toBeLessThanOrEqual(1);
    expect(confidence).toBeGreaterThanOrEqual(0);
    expect(confidence).toBeLessThanOrEqual(1);
  };

  test.for(hostile.map((text) => [text.slice(0, 20), text] as const))('%s… has an answer', ([, text]) => {
    isWhole(rate(text));
    isWhole(rate(text, text.split(' ')));
  });

  test('has an answer within its ranges, the same every time', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(
          fc.constantFrom('so', 'not', 'good', 'bad', 'LUL', 'Kappa', '😂', '?', '!!!', 'lets', 'go', 'die', 'ㅋㅋ'),
        )
        .map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, fc.array(fc.string({ maxLength: 12 }), { maxLength: 200 }), (message, emotes) => {
        const first = rate(message, emotes);
        isWhole(first);
        rate('something else PogChamp', ['else']);
        expect(rate(message, emotes)).toEqual(first);
      }),
    );
  });

  test('is judged by its label: the sign of the score, or neutral', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const { label, score } = rate(text);
        if (label === 'pos') expect(score).toBeGreaterThan(0);
        if (label === 'neg') expect(score).toBeLessThan(0);
      }),
    );
  });

  test('is read to its limit, so that a long one costs no more', () => {
    const filler = 'word '.repeat(READ_CHARS_MAX / 5);
    expect(rate(`${filler}${'trash '.repeat(100)}`).label).toBe('neu');
    expect(hear(`${filler}trash`)).toEqual([]);
    expect(hear('trash '.repeat(2_000)).length).toBeLessThanOrEqual(READ_CHARS_MAX / 6 + 1);
  });
});
