import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { ChannelMetrics } from '../domain/channel-metrics.ts';
import { fit, LIVE_DISPLAY_DEFAULTS, LiveDisplay, renderLiveLine } from './live-line.ts';
import { painter, wantsColor } from './terminal.ts';

const ESC = '\u001b';

function metrics(overrides: Partial<ChannelMetrics> = {}): ChannelMetrics {
  return {
    channel: 'hypewire_demo',
    at: 0,
    messagesPerSecond: 4,
    messagesLastMinute: 252,
    uniqueChatters5Min: 212,
    topEmotes5Min: [],
    averageMessageLength5Min: 20,
    detector: { status: 'ready', score: 3, velocity: 4, baselineMean: 4, baselineStd: 1 },
    ...overrides,
  };
}

function screen(isTTY: boolean, columns = 200) {
  let text = '';
  const stream = Object.assign(
    new Writable({ write: (chunk: Buffer, _, done) => ((text += chunk.toString()), done()) }),
    { isTTY, columns },
  );
  return { stream, text: () => text };
}

describe('renderLiveLine', () => {
  test('shows rate, last minute, chatters and how far it is to an alert', () => {
    const line = renderLiveLine(metrics(), [0, 2, 4], { color: false, threshold: 6 });
    expect(line).toBe(
      'hypewire_demo      4.2 msg/s  ▁▅█                             212 chatters  hype [██████······] 3.0 of 6.0',
    );
  });

  test('fills the bar at the threshold and not beyond', () => {
    expect(
      renderLiveLine(metrics({ detector: { ...metrics().detector, score: 60 } }), [], { color: false, threshold: 6 }),
    ).toContain(`[${'█'.repeat(12)}] 60.0 of 6.0`);
  });

  test.each([
    ['warming-up', 'learning what is usual'],
    ['not-enough-chat', 'not enough chat to judge'],
  ] as const)('says so while it is %s', (status, words) => {
    const line = renderLiveLine(metrics({ detector: { ...metrics().detector, status } }), [], {
      color: false,
      threshold: 6,
    });
    expect(line).toContain(words);
    expect(line).not.toContain('[');
  });
});

describe('LiveDisplay', () => {
  const options = { ...LIVE_DISPLAY_DEFAULTS, color: false, threshold: 6 };

  test('redraws over itself on a terminal, and other text stays above', () => {
    const { stream, text } = screen(true);
    const display = new LiveDisplay({ ...options, stream });
    display.update(metrics());
    display.refresh(0);
    display.print('an alert');
    const [first, second] = text().split(`${ESC}[1A\r${ESC}[0J`);
    expect(first).toMatch(/^hypewire_demo.*\n$/);
    expect(second).toMatch(/^an alert\nhypewire_demo.*\n$/);
  });

  test('never lets a line wrap', () => {
    const { stream, text } = screen(true, 40);
    const display = new LiveDisplay({ ...options, stream });
    display.update(metrics());
    display.refresh(0);
    expect(text()).toHaveLength(40);
  });

  test('prints a plain line now and then where there is no terminal', () => {
    const { stream, text } = screen(false);
    const display = new LiveDisplay({ ...options, stream });
    display.refresh(0);
    expect(text()).toBe('');
    display.update(metrics());
    for (let now = 0; now < 60_000; now += 1_000) display.refresh(now);
    expect(text().trimEnd().split('\n')).toHaveLength(2);
    expect(text()).not.toContain(ESC);
  });

  test('sums up the channels that have no line', () => {
    const { stream, text } = screen(false);
    const display = new LiveDisplay({ ...options, stream, linesMax: 2 });
    for (let i = 0; i < 5; i++) display.update(metrics({ channel: `room${i}`, messagesLastMinute: 60 }));
    display.forget('room0');
    display.refresh(0);
    expect(
      text()
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(['room1', 'room2', 'and']);
    expect(text()).toContain('and 2 more channels with 2.0 msg/s');
  });
});

test.each([
  ['plain text', 5, 'plain'],
  [`${ESC}[1mbold${ESC}[0m rest`, 6, `${ESC}[1mbold${ESC}[0m r`],
  [`${ESC}[1mbold${ESC}[0m`, 2, `${ESC}[1mbo${ESC}[0m`],
])('fit(%j, %d)', (line, columns, expected) => {
  expect(fit(line, columns)).toBe(expected);
});

test('colours only where they are wanted', () => {
  expect(painter(false)('red', 'x')).toBe('x');
  expect(painter(true)('red', 'x')).toBe(`${ESC}[31mx${ESC}[0m`);
  expect(wantsColor({ isTTY: true }, {})).toBe(true);
  expect(wantsColor({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
  expect(wantsColor({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
  expect(wantsColor({}, {})).toBe(false);
});
