import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  HANDOFF_FORMATS,
  type HandoffFormat,
  type HandoffOptions,
  type MarkerDetails,
} from '../../src/domain/handoff.ts';
import { renderHandoff } from '../../src/handoff/render-handoff.ts';
import { BEGAN, detailsAt } from '../../src/handoff/testing.ts';
import { all, readMarkerList, readXml } from './handoff-readers.ts';

const HOSTILE = [
  ']]>',
  '&amp; & &#0; &x;',
  '<marker start="0s"/></gap><!-- -->',
  `"' onload='`,
  'name |C:ResolveColorRed |M:forged |D:9',
  'two\nlines\r\n002  001      V     C        00:00:00:00 00:00:00:01 00:00:00:00 00:00:00:01',
  '\u202eRTL \u0627\u0644\u0639\u0631\u0628\u064a\u0629\u202c',
  '😂👨‍👩‍👧🏳️‍🌈',
  '\u0000\u0001\u001b[31m\u0085\u2028\ufffe half \ud800',
  '=HYPERLINK("http://x.y")',
  'x'.repeat(500),
  '1 2 TITLE: FCM: DROP FRAME',
  '',
];

/** Titles, notes, emotes, reasons and the name of the timeline all hold the hostile text. */
function hostile(texts: readonly string[]): {
  readonly details: MarkerDetails[];
  readonly options: Partial<HandoffOptions>;
} {
  const details = texts.map((text, i) => ({
    ...detailsAt(100 + i * 60, {
      topEmotes: [[text, 3]],
      contributions: [{ kind: 'rate', text, points: 1 }],
      id: `m${i}`,
    }),
    notes: [text, `7 ${text}`],
  }));
  const titles = new Map(texts.map((text, i) => [`m${i}`, text]));
  return { details, options: { origin: BEGAN, titles, title: texts.join(''), baseName: `../${texts.join('')}` } };
}

const render = (format: HandoffFormat, texts: readonly string[]): string => {
  const { details, options } = hostile(texts);
  return Buffer.from(renderHandoff(format, details, options).bytes).toString();
};

function expectReadable(texts: readonly string[]): void {
  const { markers } = readMarkerList(render('resolve', texts));
  expect(markers).toHaveLength(texts.length);
  expect(new Set(markers.map(({ color }) => color))).toEqual(new Set(['Yellow']));

  const premiere = all(readXml(render('premiere', texts)), 'marker');
  expect(premiere).toHaveLength(texts.length);
  for (const marker of premiere) {
    expect(marker.children.map(({ name }) => name)).toEqual(['comment', 'name', 'in', 'out', 'pproColor']);
  }
  const finalCut = all(readXml(render('final-cut', texts)), 'marker');
  expect(finalCut).toHaveLength(texts.length);
  for (const { children, attributes } of finalCut) {
    expect(children).toEqual([]);
    expect(Object.keys(attributes)).toEqual(['start', 'duration', 'value', 'note']);
  }
  expect(JSON.parse(render('json', texts))).toHaveLength(texts.length);
  const chapters = render('youtube', texts).trimEnd().split('\n');
  expect(chapters).toHaveLength(texts.length + 1);
  for (const chapter of chapters) expect(chapter).toMatch(/^(\d:)?\d{1,2}:\d\d [^<>]+$/);
}

test('no text gets out of its place', () => {
  expectReadable(HOSTILE);
});

test('nor does any other', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.constantFrom(...HOSTILE));
  fc.assert(
    fc.property(fc.array(text, { minLength: 2, maxLength: 8 }), (texts) => expectReadable(texts)),
    { numRuns: 200 },
  );
});

test('and what is harmless stays as it was', () => {
  const names = ['a & b <c> "d"', "it's ]]> fine", 'العربية 😂'];
  const named = (xml: string): readonly (string | undefined)[] =>
    all(readXml(xml), 'marker').map(
      ({ attributes, children }) => attributes['value'] ?? children.find(({ name }) => name === 'name')?.text,
    );
  expect(named(render('final-cut', names))).toEqual(names);
  expect(named(render('premiere', names))).toEqual(names);
  const listed = readMarkerList(render('resolve', ['a | b', '1. first', 'العربية 😂'])).markers;
  expect(listed.map(({ name }) => name)).toEqual(['a ¦ b', '1. first', 'العربية']);
  expect(listed[1]?.note).toMatch(/^Funny\. Note: 1\. first \/ Note: 7 1\. first/);
});

test('notes keep their lines in XML', () => {
  const [marker] = all(readXml(render('final-cut', ['one', 'two'])), 'marker');
  expect(marker?.attributes['note']?.split('\n').slice(0, 2)).toEqual(['Note: one', 'Note: 7 one']);
});

test.each(HANDOFF_FORMATS)('a file name that every system takes: %s', (format) => {
  const { details, options } = hostile(HOSTILE);
  const { fileName, contentType } = renderHandoff(format, details, options);
  expect(fileName).toMatch(/^[A-Za-z0-9_-]{1,50}\.[a-z]{3,6}$/);
  expect(contentType).toMatch(/^(text|application)\/[a-z]+/);
});

describe('never grows beyond what is allowed, and says what is missing', () => {
  const many = Array.from({ length: 1500 }, (_, i) => ({
    ...detailsAt(100 + i * 2, { id: `m${i}`, peakScore: i % 100 }),
    notes: ['漢&'.repeat(200)],
  }));

  test.each(['csv', 'json', 'resolve', 'final-cut', 'premiere'] as const)('%s', (format) => {
    const { bytes, moments, notes } = renderHandoff(format, many, { origin: BEGAN, bytesMax: 200_000 });
    expect(bytes.byteLength).toBeLessThanOrEqual(200_000);
    expect(bytes.byteLength).toBeGreaterThan(190_000);
    const text = Buffer.from(bytes).toString();
    const read = {
      csv: () => text.trimEnd().split('\n').length - 1,
      json: () => (JSON.parse(text) as unknown[]).length,
      resolve: () => readMarkerList(text).markers.length,
      'final-cut': () => all(readXml(text), 'marker').length,
      premiere: () => all(readXml(text), 'marker').length,
    }[format]();
    expect(read).toBe(moments);
    const left = (many.length - moments).toLocaleString('en-US');
    expect(notes.join(' ')).toContain(`Left out: ${left} moments, because the file takes no more`);
    if (format !== 'resolve') expect(text).toContain(format === 'csv' || format === 'json' ? 'm1499' : 'KEKW');
    expect(() => renderHandoff(format, many, { origin: BEGAN, bytesMax: 10 })).toThrow(
      /None of these moments.*no more/,
    );
  });

  test('a list has 999 events at most: the strongest', () => {
    const file = renderHandoff('resolve', many, { origin: BEGAN });
    const { markers } = readMarkerList(Buffer.from(file.bytes).toString());
    expect(markers).toHaveLength(999);
    expect(file.moments).toBe(999);
    expect(markers.filter(({ note }) => / score (\d|[12]\d)(\.\d)? \//.test(note))).toEqual([]);
    expect(file.notes.join(' ')).toContain('Left out: 501 moments');
  });
});

const python = spawnSync('python3', ['-c', 'import xml.etree.ElementTree'], { timeout: 20_000 }).status === 0;
const parse =
  'import sys, xml.etree.ElementTree as e; print(len(list(e.parse(sys.stdin.buffer).getroot().iter("marker"))))';

test.skipIf(!python).each(['premiere', 'final-cut'] as const)(
  'a second reader of XML agrees, where python3 is installed: %s',
  (format) => {
    const done = spawnSync('python3', ['-c', parse], { input: render(format, HOSTILE), timeout: 20_000 });
    expect(done.stderr.toString()).toBe('');
    expect(done.stdout.toString().trim()).toBe(String(HOSTILE.length));
  },
);
