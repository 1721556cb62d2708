import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { createCore } from '../../src/app/core.ts';
import { openStores } from '../../src/app/stores.ts';
import { TwitchChatSource } from '../../src/bot/twitch/chat/chat-source.ts';
import type { ChatEvent, ChatMessage } from '../../src/domain/chat-event.ts';
import type { Observer } from '../../src/domain/ports/observer.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { LineParser } from '../../src/lib/irc/line-parser.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { createLexiconScorer } from '../../src/models/sentiment/lexicon-scorer.ts';
import { createChatDesk } from '../../src/runtime/chat-desk.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { privmsg, userNotice } from '../fakes/twitch/irc-lines.ts';
import { FakeIrcServer } from '../fakes/twitch/irc-server.ts';

/** Normal chat, looked for in the database afterwards. */
const CALM = 'calm';
/** Where most odd lines go. Moderators "work" here, so nothing is looked for in its history. */
const ODD = 'odd';
const SEED = 20_260_601;
const ODD_LINES = 2_000;
const NORMAL_EVERY = 8;
const LINE_CHARS_MAX = 20_000;
const MARK_AHEAD_MS = 10_000;

type Random = () => number;
type Kind = (random: Random) => string;

const below = (random: Random, limit: number): number => Math.floor(random() * limit);
const pick = <T>(random: Random, items: readonly T[]): T => items[below(random, items.length)]!;
const repeat = (random: Random, most: number, make: () => string): string =>
  Array.from({ length: below(random, most + 1) }, make).join('');

const NASTY = [
  ' ',
  ';',
  '=',
  ':',
  '@',
  '#',
  '!',
  '\\',
  '\0',
  '\x01',
  '\x7f',
  ',',
  '/',
  '-',
  'é',
  '漢',
  '😀',
  '\ufeff',
  '\u202e',
  '{',
  '0',
];
const ZALGO = 'h̴̡̛̝͙̫̭͖̘͚͔̟̑̾̈́̃͛̈́e̵̢̨̯͓͎̮̲͙̣̔̓͂̋͒̕͠͝ ̸̨̛̤̩̟̳̬͕̗̇͆̈́̓̕͘͝c̶̢̛̳̩͔̲̝͓̮̈́͑̽̈́͒͘͝͠ở̷̢̩̳̖̗͙̙̯̓̀̀̊̕͝m̸̢̢̻̹͇͉̙̗̐̈́̋̉̐͑̚͜͠e̸̙̬̫̜͕͎̞̱͂̈́̋͋̊̕͜͝͝s̶';
const SAID = [
  'KEKW',
  'what a play',
  ZALGO,
  '👨‍👩‍👧‍👦👍🏽',
  '',
  ' ',
  '\x01ACTION waves\x01',
  '\x01ACTION',
  '\x01',
  '@everyone <@1> `x`',
  'أهلا‮abc',
  'a'.repeat(500),
];
const CHANNELS = ['', 'ODD', `${ODD},${CALM}`, 'nobody', 'ödd', '#odd', 'a'.repeat(26), 'o d d', '__proto__', '\0'];
const NICKS = ['a#b', '#', 'a!b', '@', '', 'Ünïcode', 'x'.repeat(400), '__proto__', 'constructor', 'a b'];
const ESCAPES = ['\\', 'x\\', '\\\\', '\\x\\y', '\\s\\s', '\\:\\;', '\\n\\r', '\\\\s', 'a\\', '\\0'];
const RANGES = [
  '0-99999',
  '5-2',
  '-1-3',
  '0-',
  '-',
  'a-b',
  '0-1e3',
  '99999999999999999999-1',
  '0-0,0-0,0-0',
  '0-2/',
  ',',
  '1',
  '0-4,2-6',
  '00-04',
];
const NUMBERS = ['', '-1', '0', '1e309', 'NaN', '99999999999999999999', '1.5', '0x10', '١٢', ' 5', 'Infinity'];

const base = (random: Random, more: Parameters<typeof privmsg>[3] = {}): string =>
  privmsg(ODD, `odd${below(random, 50)}`, pick(random, SAID), { id: `odd-${below(random, 1e9)}`, ...more });

/** What a server could send that no server should, and what Twitch really sends that is easily forgotten. */
const KINDS: Readonly<Record<string, Kind>> = {
  'cut off': (random) => {
    const line = base(random);
    return line.slice(0, below(random, line.length));
  },
  mutated: (random) => {
    const line = Array.from(base(random));
    for (let i = 0; i <= below(random, 6); i++)
      line.splice(below(random, line.length), below(random, 3), pick(random, NASTY));
    return line.join('');
  },
  'malformed tags': (random) =>
    `@${pick(random, ['', ';;;', '=', '=;=', 'a', 'emotes', 'id=;id=x;id', 'a=b=c=d', ';id=1;', '+draft/x=1', 'vendor.example/y'])}${pick(random, [' ', '', '  '])}:a!a@a PRIVMSG #${ODD} :tags`,
  'many tags': (random) =>
    `@${Array.from({ length: below(random, 800) }, (_, i) => `t${i}=${i}`).join(';')} :a!a@a PRIVMSG #${ODD} :many`,
  'wrong escapes': (random) =>
    base(random, { tags: { 'display-name': pick(random, ESCAPES), 'reply-parent-msg-body': pick(random, ESCAPES) } }),
  'emote ranges': (random) =>
    base(random, {
      emotes: Array.from(
        { length: 1 + below(random, 4) },
        () => `${pick(random, ['25', '', 'emotesv2_x', ':', '😀'])}:${pick(random, RANGES)}`,
      ).join('/'),
    }),
  'a thousand emotes': (random) =>
    base(random, { emotes: `25:${Array.from({ length: 1_000 }, (_, i) => `${i}-${i + 1}`).join(',')}` }),
  'odd numbers': (random) =>
    base(random, {
      tags: {
        bits: pick(random, NUMBERS),
        'tmi-sent-ts': pick(random, NUMBERS),
        color: pick(random, ['#GGGGGG', '#12', 'red', '#12345678']),
        'user-id': pick(random, NUMBERS),
      },
    }),
  huge: (random) =>
    privmsg(
      ODD,
      'huge',
      pick(random, ['x', '漢', ' ', 'KEKW ']).repeat(
        pick(random, [4_000, LINE_CHARS_MAX - 700, LINE_CHARS_MAX, 30_000]),
      ),
    ),
  'odd nick': (random) => `:${pick(random, NICKS)}!${pick(random, NICKS)}@x PRIVMSG #${ODD} :${pick(random, SAID)}`,
  'odd channel': (random) => base(random).replace(`#${ODD}`, pick(random, ['', '#']) + pick(random, CHANNELS)),
  'no text': (random) =>
    `:a!a@a PRIVMSG${pick(random, ['', ' ', ` #${ODD}`, ` #${ODD} `, ` #${ODD} :`, ` #${ODD} word and more`])}`,
  empty: (random) => pick(random, ['', ' ', ':', '@', ' :', '::', '@ ', ': ', '\t', '@ :']),
  binary: (random) => repeat(random, 80, () => String.fromCharCode(below(random, 256))).replace(/[\r\n]/g, ''),
  'lone surrogates': (random) => base(random).replace(/.{3}$/, '\ud83d\ude00\ud83d'),
  'unknown command': (random) =>
    pick(random, [
      'WHISPER a :b',
      'HOSTTARGET #odd :- 0',
      `FOO #${ODD} :x`,
      `privmsg #${ODD} :x`,
      `PRIVMSGX #${ODD} :x`,
      '999 a b',
      `:a!a@a TAGMSG #${ODD}`,
      'CAP * NEW :a',
      ':x CAP * DEL',
      'ERROR :bye',
      `MODE #${ODD} +o a`,
    ]),
  numeric: (random) =>
    `${pick(random, [':tmi.twitch.tv ', ':', '', ':x!y@z '])}${pick(random, ['002', '003', '004', '353', '366', '372', '375', '376', '421', '001'])}${pick(random, ['', ' ', ' a', ` a = #${ODD}`, ' :'])}`,
  'unknown notice': (random) =>
    pick(random, [
      `@msg-id=${pick(random, ['brand_new_thing', '', '__proto__', 'r9k_on'])} :tmi.twitch.tv NOTICE #${ODD} :new`,
      ':tmi.twitch.tv NOTICE',
      `:tmi.twitch.tv NOTICE #${ODD}`,
      ':tmi.twitch.tv NOTICE * :something about nothing',
    ]),
  'unknown user notice': (random) =>
    userNotice(ODD, pick(random, ['newkind', '', '__proto__', 'raid', 'submysterygift', 'viewermilestone']), 'mia', {
      id: `notice-${below(random, 1e9)}`,
      systemText: pick(random, SAID),
      params: {
        __proto__x: '1',
        constructor: 'x',
        viewerCount: pick(random, NUMBERS),
        'mass-gift-count': pick(random, NUMBERS),
        ...Object.fromEntries(Array.from({ length: below(random, 100) }, (_, i) => [`p${i}`, 'v'])),
      },
      tags: { 'msg-param-__proto__': 'polluted' },
    }),
  'odd moderation': (random) =>
    pick(random, [
      `@ban-duration=${pick(random, NUMBERS)} :tmi.twitch.tv CLEARCHAT #${ODD} :odd${below(random, 50)}`,
      `:tmi.twitch.tv CLEARCHAT #${ODD}`,
      ':tmi.twitch.tv CLEARCHAT',
      `:tmi.twitch.tv CLEARMSG #${ODD} :x`,
      `@target-msg-id=${pick(random, ['', '__proto__', 'odd-1'])} :tmi.twitch.tv CLEARMSG #${ODD}`,
      `@target-user-id=${pick(random, NUMBERS)} :tmi.twitch.tv CLEARCHAT #${ODD} :${pick(random, NICKS)}`,
    ]),
  'shared chat': (random) =>
    base(random, { source: { roomId: pick(random, ['', '1', 'x']), id: pick(random, ['', 'y']) } }),
  'line ends inside': (random) =>
    `${base(random)}${pick(random, ['\n', '\r', '\n\n', '\r\r', '\n:a!a@a PRIVMSG #odd :b', '\0'])}`,
};

/** The same seed, the same lines. Every kind comes, some lines twice. As they arrive: without lone surrogates. */
function oddLines(seed: number, count: number): readonly string[] {
  const random = seededRandom(seed);
  const kinds = Object.values(KINDS);
  const lines: string[] = [];
  for (let i = 0; i < count; i++) {
    const again = lines.length > 0 && random() < 0.05;
    lines.push(again ? pick(random, lines) : (kinds[i % kinds.length]?.(random) ?? '').toWellFormed());
  }
  return lines;
}

/** Lines put into frames at random places: many in one, one over several, also between the two bytes of a line end. */
function framesOf(lines: readonly string[], random: Random): readonly string[] {
  const text = Array.from(lines.map((line) => `${line}\r\n`).join(''));
  const frames: string[] = [];
  for (let from = 0; from < text.length;) {
    const to = from + 1 + below(random, pick(random, [20, 400, 20_000]));
    frames.push(text.slice(from, to).join(''));
    from = to;
  }
  return frames;
}

/** What became of events that went no further, by stage and reason. */
class Tally implements Observer {
  readonly dropped = new Map<string, number>();
  readonly failed: string[] = [];
  received = 0;

  eventReceived(): void {
    this.received++;
  }
  eventDropped(stage: string, reason: string, _intentional: boolean, count = 1): void {
    const key = `${stage} ${reason}`;
    this.dropped.set(key, (this.dropped.get(key) ?? 0) + count);
  }
  stageFailed(stage: string, error: unknown): void {
    this.failed.push(`${stage}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  momentDetected(): void {}
  alertPosted(): void {}
  chatConnection(): void {}
  channelJoin(): void {}
  commandAnswered(): void {}

  lines(reason: string): number {
    return this.dropped.get(`chat-line ${reason}`) ?? 0;
  }
}

/** The real source, core and stores behind a fake server. */
async function aReader() {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await FakeIrcServer.start());
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hypewire-odd-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const tally = new Tally();
  const events: ChatEvent[] = [];
  const accepted: ChatMessage[] = [];
  const storage = { url: `sqlite:${path.join(folder, 'odd.db')}`, messageRetentionDays: 7, dataFolder: folder };
  const stores = await openStores(stack, storage, systemClock, tally);
  const pipeline = createCore({
    stores,
    observer: tally,
    scorer: createLexiconScorer(),
    isOwnAccount: () => false,
    isOptedOut: () => false,
    listeners: [
      {
        accepted: (message) => void accepted.push(message),
        hype: ({ moment }) => stores.jobs.push(() => stores.storage.moments.save(moment, [])),
      },
    ],
  });
  const desk = createChatDesk({
    accept: pipeline.accept,
    messages: stores.storage.messages,
    streams: stores.storage.streams,
    writer: stores.writer,
    jobs: stores.jobs,
    wakeDelivery: () => undefined,
    observer: tally,
  });
  const source = stack.use(
    new TwitchChatSource({
      observer: tally,
      logger: createLogger('silent'),
      ircUrl: server.url,
      sink(event) {
        events.push(event);
        desk(event);
      },
    }),
  );
  source.want(new Set([CALM, ODD]));
  source.start();
  const joined = (): boolean => source.channels().every(({ state }) => state === 'joined');
  await server.until('both channels to be joined', joined);
  const owned = stack.move();

  /** Sends the lines and waits until the last of them, a normal message, has come through. */
  async function read(lines: readonly string[], random: Random, mark: string): Promise<void> {
    for (const frame of framesOf(
      [...lines, privmsg(CALM, 'host', mark, { sentAt: Date.now() + MARK_AHEAD_MS })],
      random,
    ))
      server.broadcastRaw(frame);
    await server.until('the last line', () => accepted.at(-1)?.text === mark, 15_000);
    pipeline.tick(Date.now());
  }
  return { server, source, stores, tally, events, accepted, read, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Odd lines with normal chat in between; the normal texts are told apart by their number. */
function mixed(odd: readonly string[], round: number) {
  const normal: string[] = [];
  // Each a millisecond later than the one before, because the store knows no finer order.
  const from = Date.now();
  const lines = odd.flatMap((line, i) => {
    if (i % NORMAL_EVERY !== 0) return [line];
    const text = `normal ${round}-${i}`;
    normal.push(text);
    return [line, privmsg(CALM, `regular${i % 40}`, text, { sentAt: from + i })];
  });
  return { lines, normal };
}

describe('odd lines', () => {
  test(
    'none crashes, each is an event or counted, and normal chat in between arrives',
    { timeout: 60_000 },
    async () => {
      const odd = oddLines(SEED, ODD_LINES);
      expect(odd.length).toBeGreaterThanOrEqual(1_500);
      const { lines, normal } = mixed(odd, 0);
      await using reader = await aReader();
      const { server, source, tally, events, accepted, stores } = reader;
      const gaps = events.length;
      await reader.read(lines, seededRandom(SEED + 1), 'the end');

      // A parser of its own says what each line is; the source must have done just that with it.
      const parser = new LineParser();
      const expected = { event: 0, unwanted: 0, 'not-chat': 0, malformed: 0, 'missing-id': 0, 'too-long': 0 };
      for (const line of lines) {
        const outcome = parser.parse(line, Date.now());
        if (typeof outcome === 'string') expected[outcome]++;
        else if (outcome.channel === CALM || outcome.channel === ODD) expected.event++;
        else expected.unwanted++;
      }
      for (const [what, count] of Object.entries(expected))
        expect(count, `the corpus has lines that are: ${what}`).toBeGreaterThan(0);
      expect(events.length - gaps - 1).toBe(expected.event);
      expect(tally.received).toBe(events.length);
      expect(tally.lines('unwanted-channel')).toBe(expected.unwanted);
      for (const reason of ['malformed', 'missing-id', 'too-long'] as const)
        expect(tally.lines(reason)).toBe(expected[reason]);
      expect(tally.failed).toEqual([]);

      expect(accepted.map(({ text }) => text).filter((text) => text.startsWith('normal '))).toEqual(normal);
      await stores.writer?.flush();
      const stored = await stores.storage.messages.around(CALM, 0, Date.now() + 60_000, lines.length);
      expect(stored.map(({ text }) => text)).toEqual([...normal, 'the end']);
      expect(server.opened).toHaveLength(1);
      expect(source.connections()).toMatchObject([{ state: 'connected', reconnects: 0, lastProblem: null }]);
    },
  );

  test('what they become keeps the promises of its type', { timeout: 60_000 }, async () => {
    await using reader = await aReader();
    await reader.read(oddLines(SEED + 2, ODD_LINES), seededRandom(SEED + 3), 'the end');
    for (const event of reader.events) {
      expect(event.channel).toMatch(/^[a-z0-9_]{1,25}$/);
      expect(Number.isSafeInteger(event.sentAt) && Number.isSafeInteger(event.receivedAt)).toBe(true);
      if (event.kind === 'notice') {
        expect(Object.getPrototypeOf(event.params)).toBeNull();
        expect(Number.isSafeInteger(event.count) && event.count > 0).toBe(true);
      }
      if (event.kind !== 'message') continue;
      const { text, emotes, bits, author } = event;
      expect(text.length).toBeLessThanOrEqual(LINE_CHARS_MAX);
      expect(Number.isFinite(bits) && bits >= 0).toBe(true);
      expect(author.id === '' || author.login === '').toBe(false);
      expect(author.color ?? '#000000').toMatch(/^#[0-9a-f]{6}$/i);
      emotes.forEach(({ start, end, name }, i) => {
        expect(name).toBe(text.slice(start, end));
        expect(name.length).toBeGreaterThan(0);
        expect(start).toBeGreaterThanOrEqual(emotes[i - 1]?.start ?? 0);
      });
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(({} as Record<string, unknown>)['p0']).toBeUndefined();
  });

  test('read again and again they leave nothing behind', { timeout: 120_000 }, async () => {
    const odd = oddLines(SEED, ODD_LINES);
    await using reader = await aReader();
    const { events, accepted, stores } = reader;
    const live = async (): Promise<number> => {
      await stores.writer?.flush();
      events.length = 0;
      accepted.length = 0;
      return liveBytes();
    };
    const sizes: number[] = [];
    for (let round = 0; round < 12; round++) {
      const { lines } = mixed(odd, round);
      await reader.read(lines, seededRandom(round), `end ${round}`);
      sizes.push(await live());
    }
    // The first rounds fill the windows and the caches of the code.
    const [early, late] = [Math.max(...sizes.slice(3, 6)), Math.max(...sizes.slice(-3))];
    expect((late - early) / 2 ** 20, sizes.map((size) => (size / 2 ** 20).toFixed(1)).join(' ')).toBeLessThan(3);
    expect(reader.tally.failed).toEqual([]);
  });
});

/** After a full collection: what is really held, typed arrays included. */
function liveBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
