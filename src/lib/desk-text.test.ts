import { describe, expect, test } from 'vitest';
import { claimText, deskText, notesText, personText, votesText } from './desk-text.ts';

describe('what people did with a moment, in words', () => {
  test.each([
    ['open', null, ''],
    ['open', '1', ''],
    ['claimed', '1', 'Claimed by <@1>'],
    ['done', '1', 'Claimed by <@1> · done'],
    ['dropped', '1', 'Claimed by <@1> · dropped'],
    ['done', null, 'Done'],
    ['dropped', null, 'Dropped'],
    ['claimed', '@everyone', 'Claimed by somebody'],
  ] as const)('%s by %s: %s', (status, claimedBy, text) => {
    expect(claimText({ status, claimedBy })).toBe(text);
  });

  test('a person is named only by what can be an id', () => {
    expect([null, '', '12a', '1'.repeat(21), '&5'].map(personText)).toEqual(Array(5).fill('somebody'));
  });

  test('votes are those that were cast', () => {
    expect(votesText({ clip: 3, not: 1, duplicate: 0 })).toBe('3 clip it, 1 not it');
    expect(votesText({ clip: 0, not: 0, duplicate: 2 })).toBe('2 duplicate');
    expect(votesText({ clip: 0, not: 0, duplicate: 0 })).toBe('');
  });
});

describe('notes', () => {
  const note = (text: string, author = 'Ann') => ({ author, text });

  test('every note counts, also one without words', () => {
    expect(notesText([])).toBe('');
    expect(notesText([note(''), note(' ')])).toBe('**Marked ×2**');
    expect(notesText([note('wut'), note('', 'Bob')])).toBe('**Marked ×2** Ann: wut');
  });

  test('the most telling ones stay, in the order they came', () => {
    const texts = [
      'wut',
      'he caught it with his hat',
      'lol',
      'the dragon dies to a chicken',
      'o',
      'hat catch',
      'three in one',
    ];
    expect(notesText(texts.map((text) => note(text, 'A')))).toBe(
      '**Marked ×7** A: wut · A: he caught it with his hat · A: the dragon dies to a chicken · A: hat catch · A: three in one · 2 more',
    );
  });

  test('long and hostile ones are cut and defused', () => {
    const text = notesText([note(`**<@1>** https://x.y ${'z'.repeat(500)}`, '#'.repeat(99))]);
    expect(text.length).toBeLessThan(260);
    expect(text).not.toMatch(/(?<!\\)<@|https:\/\//);
  });
});

test('the lines of a desk come without empty ones', () => {
  const desk = { votes: { clip: 0, not: 0, duplicate: 0 }, notes: [], canClip: true, clipping: false } as const;
  expect(deskText({ ...desk, status: 'open', claimedBy: null, clipProblem: null })).toBe('');
  expect(deskText({ ...desk, status: 'claimed', claimedBy: '1', clipProblem: 'It is *off*.' })).toBe(
    'Claimed by <@1>\n⚠️ No clip: It is \\*off\\*.',
  );
});
