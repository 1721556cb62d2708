import { expect, test } from 'vitest';
import { renderHandoff } from './render-handoff.ts';
import { BEGAN, detailsAt } from './testing.ts';

const chaptersOf = (
  ...[details, options]: [Parameters<typeof renderHandoff>[1], Parameters<typeof renderHandoff>[2]?]
) => {
  const file = renderHandoff('youtube', details, { origin: BEGAN, reachBackSeconds: 0, ...options });
  return { ...file, lines: Buffer.from(file.bytes).toString().trimEnd().split('\n') };
};

test('chapters begin at 0:00, also where no moment does', () => {
  const { lines, moments } = chaptersOf([
    detailsAt(3700.9),
    detailsAt(65),
    detailsAt(12, { category: 'rage', topEmotes: [] }),
  ]);
  expect(lines).toEqual(['0:00 Start', '0:12 Rage moment', '1:05 Funny: KEKW', '1:01:40 Funny: KEKW']);
  expect(moments).toBe(3);
});

test('a moment in the first ten seconds is the first chapter', () => {
  const { lines } = chaptersOf([detailsAt(9), detailsAt(19), detailsAt(40)], { titles: new Map([['m9', 'Hello']]) });
  expect(lines).toEqual(['0:00 Hello', '0:19 Funny: KEKW', '0:40 Funny: KEKW']);
});

test('of two within ten seconds the stronger stays, and that is said', () => {
  const { lines, notes } = chaptersOf([
    detailsAt(5),
    detailsAt(6),
    detailsAt(100),
    detailsAt(105, { peakScore: 99, category: 'hype' }),
    detailsAt(114.9),
    detailsAt(115),
  ]);
  expect(lines).toEqual(['0:00 Funny: KEKW', '1:45 Hype: KEKW', '1:55 Funny: KEKW']);
  expect(notes).toContainEqual('Left out: 3 moments, because a stronger one is less than 10 seconds away.');
});

test('none in the last ten seconds, where the end is known', () => {
  const { lines, notes } = chaptersOf([detailsAt(20), detailsAt(40), detailsAt(51)], { endsAt: BEGAN + 60_000 });
  expect(lines).toHaveLength(3);
  expect(notes.join()).toContain('before the end');
});

test.each([[[]], [[20]], [[5, 20]], [[20, 25]]])('too few is said in words: %j', (seconds) => {
  expect(() => chaptersOf(seconds.map((each) => detailsAt(each)))).toThrow(
    /at least 3, each 10 s or longer and the first at 0:00.*Take weaker moments/,
  );
});

test('no more than a description holds, the strongest first', () => {
  const many = Array.from({ length: 3000 }, (_, i) => detailsAt(20 + i * 11, { id: `m${i}`, peakScore: i % 50 }));
  const { lines, notes, moments } = chaptersOf(many, {
    titles: new Map(many.map(({ moment }) => [moment.id, 'x'.repeat(80)])),
  });
  expect(lines.join('\n').length).toBeLessThanOrEqual(4500);
  expect(lines.length).toBeLessThanOrEqual(100);
  expect(moments).toBe(lines.length - 1);
  expect(notes).toContainEqual(expect.stringContaining('the file takes no more'));
  expect(chaptersOf(many).lines).toHaveLength(100);
});

test('titles keep to what YouTube takes', () => {
  const { lines } = chaptersOf([detailsAt(20), detailsAt(40)], {
    titles: new Map([['m20', '<b>0:30 & 1:02:03\nnot a chapter']]),
  });
  expect(lines[1]).toBe('0:20 ‹b›0.30 & 1.02.03 not a chapter');
});
