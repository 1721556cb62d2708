import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../domain/chat-event.ts';
import { ReadTally } from '../../replay/read-tally.ts';
import { LineEvents } from './line-events.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const YEAR_2000 = Date.UTC(2000, 0, 1);

function read(lines: readonly string[]) {
  const tally = new ReadTally();
  const reader = new LineEvents('stdin', tally, () => NOW);
  lines.forEach((line, index) => reader.line(line, index + 1));
  reader.end();
  const events = reader.take().filter(({ kind }) => kind === 'message');
  return { events, tally, live: reader.live };
}

const said = (event: ChatEvent): string =>
  event.kind === 'message' ? `${event.channel} ${event.author.login}: ${event.text}` : event.kind;

const irc = (sentAt: number, text: string): string =>
  `@id=${text};tmi-sent-ts=${sentAt};user-id=1 :anna!anna@anna.tmi.twitch.tv PRIVMSG #room :${text}`;

describe('LineEvents', () => {
  test('reads formats in any mix', () => {
    const { events, tally } = read([
      '{"u":"anna","m":"one"}',
      'bob: two',
      irc(NOW, 'three'),
      'PING :tmi.twitch.tv',
      '',
      '{"u":"anna"',
    ]);
    expect(events.map(said)).toEqual(['stdin anna: one', 'stdin bob: two', 'room anna: three']);
    expect(tally.skipped).toBe(1);
    expect(tally.problems()).toEqual([{ reason: 'not-json', count: 1, firstLines: [6] }]);
  });

  test('chat without times, or of this moment, happens now', () => {
    for (const line of ['anna: hi', '{"u":"anna","m":"hi"}', irc(NOW - 3_000, 'hi')]) {
      const { events, live } = read([line]);
      expect([live, events.map(({ receivedAt }) => receivedAt)]).toEqual([true, [NOW]]);
    }
  });

  test('recorded chat keeps its times; late lines and lines without a time count at the time that was reached', () => {
    const { events, live } = read([
      '{"t":10,"u":"a","m":"one"}',
      '{"t":20,"u":"a","m":"two"}',
      '{"t":18,"u":"a","m":"three"}',
      'a: four',
      '{"t":30,"u":"a","m":"five"}',
    ]);
    expect(live).toBe(false);
    expect(events.map(({ receivedAt }) => (receivedAt - YEAR_2000) / 1_000)).toEqual([10, 20, 20, 20, 30]);
  });

  test('one absurd time does not stop the clock', () => {
    const { events, tally } = read([
      '{"t":10,"u":"a","m":"one"}',
      '{"t":11,"u":"a","m":"two"}',
      '{"t":9000000,"u":"a","m":"from the future"}',
      '{"t":12,"u":"a","m":"three"}',
    ]);
    expect(events.map(said)).toEqual(['stdin a: one', 'stdin a: two', 'stdin a: three']);
    expect(tally.problems().map(({ reason }) => reason)).toEqual(['time-jump']);
  });
});
