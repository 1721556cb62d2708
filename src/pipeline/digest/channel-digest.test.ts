import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChannelDigest } from './channel-digest.ts';
import { crowd, digestOf, END, headlineOf, NOON, retractionOf, sayAll, type Said } from './testing.ts';

const chatter = (count: number): Said[] =>
  Array.from({ length: count }, (_, i) => ({ user: `talker${i}`, text: `word${i}a word${i}b` }));

describe('the headline', () => {
  test.each<[string, Said[], string]>([
    [
      'a reaction and what it is about',
      [...crowd(8, 'he fell again KEKW'), ...crowd(12, 'KEKW'), ...chatter(20)],
      'Chat is laughing (KEKW, 50%) at “he fell again” — about 20 people in the last minute.',
    ],
    [
      'a saying, and a question of others',
      [...crowd(20, 'stone frog'), ...crowd(9, 'which mod?'), ...chatter(21)],
      'Chat is saying “stone frog” (40%) — about 20 people in the last minute. Others ask about “which mod” (18%).',
    ],
    [
      'a text that is pasted',
      [...crowd(15, 'lantern is the only light in my home'), ...chatter(30)],
      'Chat is repeating “lantern is the only light in my home” (33%) — about 15 people in the last minute.',
    ],
    [
      'nothing but common words',
      [...crowd(15, 'what is that'), ...chatter(30)],
      'Chat is saying “what is that” (33%) — about 15 people in the last minute.',
    ],
    [
      'emotes nobody rated',
      [...crowd(15, 'channelShake'), ...chatter(30)],
      'Chat is posting channelShake (33%) — about 15 people in the last minute.',
    ],
    [
      'a script without spaces',
      [...crowd(15, '還我臭臭泥'), ...chatter(30)],
      'Chat is saying “還我臭臭泥” (33%) — about 15 people in the last minute.',
    ],
    ['many topics', chatter(45), 'No single topic: 45 messages from about 45 people in the last minute.'],
  ])('%s', (_, said, expected) => {
    expect(headlineOf(said)).toBe(expected);
  });

  test('an emote that is written like a word is one where the channel has it', () => {
    const said = [...crowd(15, 'modcheck'), ...chatter(30)];
    const known = said.map((line) => (line.text === 'modcheck' ? { ...line, emotes: ['modcheck'] } : line));
    expect(headlineOf(said)).toContain('Chat is saying “modcheck” (33%)');
    expect(headlineOf(known)).toContain('Chat is posting modcheck (33%)');
  });

  test('what counted as an emote is taken back as one', () => {
    const said = crowd(4, 'the').map((line) => ({ ...line, emotes: ['the'] }));
    const digest = digestOf(said);
    const messages = (): number[] => digest.digest(END).buckets.map((bucket) => bucket.messages);
    expect(messages()).toEqual([4]);
    digest.retract(retractionOf({ what: 'message', messageId: 'm0' }));
    expect(messages()).toEqual([3]);
  });

  test('silence', () => {
    const { sentences, confidence, messages } = new ChannelDigest('demo').headline(NOON);
    expect({ sentences, confidence, messages }).toEqual({
      sentences: ['Chat is quiet: no messages in the last second.'],
      confidence: 0,
      messages: 0,
    });
  });

  test('what every fifth message says is named, however much else there is', () => {
    const said = ['apple', 'banana', 'cherry', 'dragon', 'elephant'].flatMap((word) =>
      Array.from({ length: 20 }, (_, i) => ({ user: `${word}${i}`, text: `${word} number${word}${i}` })),
    );
    for (const word of ['apple', 'banana', 'cherry', 'dragon', 'elephant'])
      expect(headlineOf(said)).toContain(`“${word}” (20%)`);
  });
});

describe('what is no topic', () => {
  test.each<[string, Said[]]>([
    [
      'what one person says, however often',
      Array.from({ length: 60 }, () => ({ user: 'liar', text: 'dragon is dead' })),
    ],
    ['what two people say', [...crowd(2, 'dragon'), ...crowd(2, 'dragon'), ...crowd(2, 'dragon')]],
    ['commands', crowd(30, '!dragon')],
    ['links', crowd(30, 'https://dragon.example/x dragon.example/y')],
    ['mentions', crowd(30, '@dragon')],
    ['names of those who write here', [...crowd(30, 'dragonlady'), { user: 'dragonlady', text: 'hm' }]],
    ['the words of a wave of strangers', crowd(30, 'dragon').map((one) => ({ ...one, firstEver: true }))],
    ['slurs', crowd(30, 'dragon gypsy').map(({ user }) => ({ user, text: 'gypsy' }))],
  ])('%s', (_, said) => {
    const headline = digestOf([...said, ...chatter(40)]).headline(END);
    expect(headline.sentences.join(' ')).not.toMatch(/dragon|gypsy/i);
    expect(headline.buckets.map(({ topic }) => topic).join(' ')).not.toMatch(/dragon|gypsy/i);
  });

  test("nobody's name joins a phrase", () => {
    const said = crowd(20, 'sorry dragonlady lost again').map(({ user }) => ({
      user,
      text: 'sorry dragonlady lost again',
    }));
    const headline = headlineOf([{ user: 'dragonlady', text: 'hm' }, ...said, ...chatter(20)]);
    expect(headline).not.toContain('dragonlady');
    expect(headline).toMatch(/“sorry”|“lost again”/);
  });

  test('one person who floods among others does not lead', () => {
    const flood = Array.from({ length: 400 }, () => ({ user: 'spammer', text: 'buy dragon' }));
    expect(headlineOf([...flood, ...crowd(12, 'lovely boat')])).not.toContain('dragon');
  });

  test('sentences stay within their length whatever is said', () => {
    const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 90 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (texts) => {
        const text = headlineOf(texts.flatMap((one, i) => crowd(9, one, `crowd${i}`)));
        expect(text.length).toBeLessThanOrEqual(300);
        // eslint-disable-next-line no-control-regex -- what must not be there
        expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\n]|https?:/u);
      }),
      { numRuns: 60 },
    );
  });
});

describe('moderation', () => {
  const said = [...crowd(3, 'green dragon'), ...chatter(40)];
  const shows = (digest: ChannelDigest): boolean =>
    /dragon/.test(JSON.stringify([digest.headline(END), digest.digest(END)]));

  test('a deleted message leaves at once, and with it a topic that rests on it', () => {
    const digest = digestOf(said);
    expect(shows(digest)).toBe(true);
    for (const id of ['m0', 'm1', 'm2']) digest.retract(retractionOf({ what: 'message', messageId: id }));
    expect(shows(digest)).toBe(false);
    expect(digest.headline(END).messages).toBe(40);
  });

  test('a banned person no longer counts among the people', () => {
    const digest = digestOf(said);
    digest.headline(END);
    digest.retract(retractionOf({ what: 'chatter', chatterId: 'green dragon#0', login: 'x', durationSeconds: null }));
    expect(digest.headline(END).sentences.join(' ')).not.toContain('dragon');
  });

  test('a wave of bots is gone when all of it is banned, also what was not kept as a sample', () => {
    const wave = crowd(300, 'free dragon');
    const digest = digestOf([...wave, ...chatter(40)]);
    expect(shows(digest)).toBe(true);
    for (const { user } of wave)
      digest.retract(retractionOf({ what: 'chatter', chatterId: user, login: user, durationSeconds: null }));
    expect(shows(digest)).toBe(false);
  });

  test('a cleared chat leaves nothing', () => {
    const digest = digestOf(said);
    digest.retract(retractionOf({ what: 'everything' }));
    expect(digest.headline(END)).toMatchObject({ messages: 0, buckets: [] });
  });

  test('is remembered in closed minutes too', () => {
    const people = 14;
    const digest = digestOf([...crowd(people, 'green dragon'), ...chatter(40)]);
    digest.roll(NOON + 180_000);
    expect(JSON.stringify(digest.headline(NOON + 180_000))).toContain('dragon');
    for (let i = 0; i < people; i++) digest.retract(retractionOf({ what: 'message', messageId: `m${i}` }));
    expect(JSON.stringify(digest.headline(NOON + 180_000))).not.toContain('dragon');
  });
});

describe('time', () => {
  test('the window is the last minute where that has enough, and longer where chat is slow', () => {
    const slow = Array.from({ length: 60 }, (_, i) => ({ user: `u${i}`, text: 'boat', at: NOON + i * 10_000 }));
    const { from, to, messages, sentences } = digestOf(slow).headline(NOON + 599_000);
    expect(to - from).toBeGreaterThan(240_000);
    expect(messages).toBe(slow.filter(({ at }) => at >= from).length);
    expect(sentences[0]).toMatch(/in the last \d+ minutes\.$/);
    expect(headlineOf(crowd(60, 'boat'))).toContain('in the last minute');
  });

  test('counts are exact over any of its windows', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 150 });
    fc.assert(
      fc.property(gaps, (between) => {
        let at = NOON;
        const said = between.map((gap, i) => ({
          user: `u${i}`,
          text: i % 3 === 0 ? 'boat' : `word${i}`,
          at: (at += gap),
        }));
        const { from, messages, buckets } = digestOf(said).headline(at);
        const within = said.filter((one) => one.at >= from);
        expect(messages).toBe(within.length);
        const boats = within.filter(({ text }) => text === 'boat').length;
        const bucket = buckets.find(({ topic }) => topic === 'boat');
        if (boats >= 3 && boats >= messages * 0.02) expect(bucket?.messages).toBe(boats);
        expect(bucket?.share ?? 0).toBeCloseTo(bucket === undefined ? 0 : boats / messages);
      }),
    );
  });

  test('nothing changed: the same headline; something did: another one half a second later', () => {
    const digest = digestOf(crowd(20, 'boat'));
    const first = digest.headline(END);
    expect(digest.headline(END + 300)).toBe(first);
    sayAll(digest, [{ user: 'late', text: 'boat', at: END + 310 }]);
    expect(digest.headline(END + 320)).toBe(first);
    expect(digest.headline(END + 500)).not.toBe(first);
  });

  test('the leading topic keeps its place against one that is as strong', () => {
    const digest = digestOf([...crowd(20, 'boat'), ...crowd(18, 'train')]);
    expect(digest.headline(END).sentences[0]).toContain('“boat”');
    sayAll(
      digest,
      crowd(3, 'train', 'more').map((one) => ({ ...one, at: END + 100 })),
    );
    expect(digest.headline(END + 600).sentences[0]).toContain('“boat”');
    sayAll(
      digest,
      crowd(15, 'train', 'even more').map((one) => ({ ...one, at: END + 700 })),
    );
    expect(digest.headline(END + 1_200).sentences[0]).toContain('“train”');
  });

  test('after ten silent minutes nothing is left', () => {
    const digest = digestOf(crowd(60, 'boat'));
    expect(digest.headline(NOON + 12 * 60_000)).toMatchObject({ messages: 0, buckets: [] });
  });
});

describe('the digest', () => {
  test('entropy is 0 when everybody says the same and grows with what there is to say', () => {
    const bits = (said: Said[]): number => digestOf(said).digest(END).entropy;
    expect(bits(crowd(50, 'boat'))).toBe(0);
    expect(bits([...crowd(25, 'boat'), ...crowd(25, 'train')])).toBeCloseTo(1);
    expect(bits(chatter(64))).toBeCloseTo(6);
  });

  test('is revised when chat says something else, not when it says more of the same', () => {
    const digest = new ChannelDigest('demo');
    const revisions: number[] = [];
    for (let second = 0; second < 240; second++) {
      const at = NOON + second * 1_000;
      const word = second < 120 ? 'boat' : 'train';
      sayAll(
        digest,
        crowd(4, word, `${second}`).map((one) => ({ ...one, at })),
      );
      revisions.push(digest.digest(at + 999).revision);
    }
    expect(revisions[100]).toBe(1);
    expect(revisions[125]).toBe(1);
    expect(revisions.at(-1)).toBeGreaterThan(1);
    expect(revisions.at(-1)).toBeLessThanOrEqual(4);
  });

  test('sentiment is the mean of the messages, of the window and of each bucket', () => {
    const happy = crowd(10, 'boat').map((one) => ({ ...one, score: 0.8 }));
    const angry = crowd(30, 'train').map((one) => ({ ...one, score: -0.4 }));
    const { sentiment, buckets } = digestOf([...happy, ...angry]).digest(END);
    expect(sentiment).toBeCloseTo(-0.1);
    expect(buckets.map(({ topic, sentiment: of }) => [topic, Math.round(of * 10) / 10])).toEqual([
      ['train', -0.4],
      ['boat', 0.8],
    ]);
  });
});

test('what every fourth message says is found, however regularly they come', () => {
  const texts = ['KEKW', 'that boss is unfair', 'pizza time', 'LUL'];
  const messages = Array.from({ length: 240 }, (_, i) => ({
    user: `u${i % 50}`,
    text: texts[i % 4]!,
    at: END - 60_000 + i * 250,
  }));
  const said = digestOf(messages)
    .digest(END)
    .buckets.map(({ topic }) => topic);
  expect(said.join(' | ')).toMatch(/boss is unfair/);
  expect(said.join(' | ')).toMatch(/pizza time/);
});
