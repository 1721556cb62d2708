import { describe, expect, test } from 'vitest';
import type { Headline, TopicBucket } from '../domain/headline.ts';
import { HeadlineDisplay } from './headline-display.ts';
import { renderHeadline } from './headline-view.ts';
import { columnsOf } from './text-columns.ts';

const BUCKET: TopicBucket = {
  id: 'laugh',
  from: 0,
  to: 60_000,
  topic: 'KEKW',
  keywords: ['KEKW'],
  messages: 60,
  chatters: 40,
  share: 0.5,
  sentiment: 0.25,
  samples: [],
};
const HEADLINE: Headline = {
  channel: 'room',
  at: 60_000,
  sentences: ['Chat is laughing (KEKW, 50%) at “he fell again” — about 40 people in the last minute.'],
  sentiment: 0.5,
  confidence: 0.75,
  from: 0,
  to: 60_000,
  messages: 120,
  messagesPerSecond: 2,
  buckets: [BUCKET, { ...BUCKET, id: 'x', topic: '臭臭泥', share: 0.25, chatters: 1, sentiment: -0.5 }],
  model: 'extractive',
};
const AROUND = { perSecond: [0, 1, 2, 4], otherChannels: 0 };
const PLAIN = { color: false, columns: 64, rows: 40 };

describe('renderHeadline', () => {
  test('a headline, its bars and its topics', () => {
    expect(renderHeadline(HEADLINE, AROUND, PLAIN)).toEqual([
      '  ● room                                  120 messages in 60 s',
      '',
      '  Chat is laughing (KEKW, 50%) at “he fell again” — about 40',
      '  people in the last minute.',
      '',
      '',
      '  mood        ────────────┼██████──────   +50%',
      '  confidence  ████████████████████░░░░░░  75%',
      '  messages                          ▁▃▅█  2.0/s',
      '',
      '  KEKW              ████████████░░░░░░░░░░░░  50%  40 people',
      '  臭臭泥            ██████░░░░░░░░░░░░░░░░░░  25%  1 person',
    ]);
  });

  test.each([20, 30, 40, 64, 79, 80, 200])('no line is wider than %d columns', (columns) => {
    for (const channel of ['room', '長い名前のチャンネル'.repeat(5)])
      for (const otherChannels of [0, 3])
        for (const line of renderHeadline(
          { ...HEADLINE, channel },
          { ...AROUND, otherChannels },
          { ...PLAIN, columns },
        ))
          expect(columnsOf(line)).toBeLessThanOrEqual(Math.max(30, columns));
  });

  test('bad mood grows to the left, and none is neither', () => {
    const mood = (sentiment: number): string => renderHeadline({ ...HEADLINE, sentiment }, AROUND, PLAIN)[6] ?? '';
    expect(mood(-1)).toContain('████████████┼────────────');
    expect(mood(-1)).toContain('−100%');
    expect(mood(0)).toContain('±0%');
  });

  test('fits a low terminal', () => {
    expect(renderHeadline(HEADLINE, AROUND, { ...PLAIN, rows: 5 })).toHaveLength(4);
  });
});

describe('HeadlineDisplay', () => {
  function screen(columns = 64) {
    const written: string[] = [];
    const listeners = new Set<() => void>();
    const stream = {
      columns,
      rows: 24,
      write: (text: string) => written.push(text),
      on: (_: 'resize', listener: () => void) => listeners.add(listener),
      off: (_: 'resize', listener: () => void) => listeners.delete(listener),
    };
    return { stream, written, listeners };
  }

  test('takes the screen and gives it back, with the last headline below', () => {
    const { stream, written, listeners } = screen();
    let now = 0;
    const display = new HeadlineDisplay({ stream, color: false, now: () => now });
    expect(written.join('')).toBe('\u001b[?1049h\u001b[?25l');
    display.show(HEADLINE, AROUND);
    display.show({ ...HEADLINE, sentences: ['too soon'] }, AROUND);
    expect(written.join('')).not.toContain('too soon');
    now = 100;
    display.show({ ...HEADLINE, sentences: ['in time'] }, AROUND);
    expect(written.at(-1)).toContain('in time');
    display[Symbol.dispose]();
    const after = written.join('').split('\u001b[?25h\u001b[?1049l')[1];
    expect(after).toContain('in time\n');
    expect(listeners.size).toBe(0);
  });

  test('draws again when the terminal changes its size', () => {
    const { stream, written, listeners } = screen();
    const display = new HeadlineDisplay({ stream, color: false, now: () => 0 });
    display.show(HEADLINE, AROUND);
    const before = written.length;
    for (const listener of listeners) listener();
    expect(written.length).toBe(before + 1);
    display[Symbol.dispose]();
  });

  test('chat cannot write to the terminal', () => {
    const { stream, written } = screen();
    const display = new HeadlineDisplay({ stream, color: true, now: () => 0 });
    const evil = '\u001b]0;owned\u0007\u001b[31mx';
    display.show({ ...HEADLINE, channel: evil, sentences: [evil], buckets: [{ ...BUCKET, topic: evil }] }, AROUND);
    display[Symbol.dispose]();
    // eslint-disable-next-line no-control-regex -- what must not be there
    expect(written.join('')).not.toMatch(/\u001b\]|\u0007|\u001b\[31mx/);
  });
});
