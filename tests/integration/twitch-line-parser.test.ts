import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ChatMessage, ClearChat, ClearMsg, parseTwitchMessage, UserNotice } from '@twurple/chat';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../src/domain/chat-event.ts';
import { LineParser } from '../../src/lib/irc/line-parser.ts';
import { seededRandom } from '../../src/lib/random.ts';
import {
  clearChat,
  clearMessage,
  escapeTag,
  privmsg,
  userNotice,
  type LineOptions,
} from '../fakes/twitch/irc-lines.ts';

const NOW = 1_750_000_000_000;
const LINES = 20_000;

/** What both parsers say about one line, in the same words. */
interface Reading {
  readonly kind: string;
  readonly [field: string]: unknown;
}

const random = seededRandom(20_261);
const chance = (share: number): boolean => random() < share;
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
const int = (below: number): number => Math.floor(random() * below);

const WORDS = [
  'Kappa',
  'POGGERS',
  'lol',
  '😀',
  '👨‍👩‍👧',
  'ok',
  ':',
  '=',
  ';',
  '@mia',
  '#tag',
  'ñ',
  '日本',
  '\u{e0000}',
  'a:b',
  'PRIVMSG',
  '!mood',
  '\\s',
  'x'.repeat(60),
];
const LOGINS = ['ronni', 'a', 'user_123', 'x'.repeat(25), '7dtd'];
const NAMES = ['Ronni', 'ロニ', 'A B', 'semi;colon', 'back\\slash', 'trail ', '', 'Ünï'];
const BADGES = [
  '',
  'subscriber/6,premium/1',
  'broadcaster/1',
  'moderator/1,subscriber/3012,bits/1000',
  'weird',
  'a/1,,b/2',
];
const KINDS = [
  'sub',
  'resub',
  'subgift',
  'submysterygift',
  'raid',
  'announcement',
  'viewermilestone',
  'modiversary',
  'sharedchatnotice',
  'neverseen',
];

function text(): string {
  return Array.from({ length: 1 + int(8) }, () => pick(WORDS)).join(chance(0.9) ? ' ' : '  ');
}

/** Places of words, by code points, and sometimes places that are wrong. */
function emotes(body: string): string {
  const places = [...body.matchAll(/Kappa|POGGERS/g)].map((match) => {
    const first = Array.from(body.slice(0, match.index)).length;
    return { id: match[0] === 'Kappa' ? '25' : 'emotesv2_1f', range: `${first}-${first + match[0].length - 1}` };
  });
  if (chance(0.05)) places.push({ id: '9', range: pick(['500-600', 'x-y', '3', '4-1']) });
  const byId = Map.groupBy(places, (place) => place.id);
  return [...byId].map(([id, list]) => `${id}:${list.map((place) => place.range).join(',')}`).join('/');
}

function options(body: string): LineOptions {
  return {
    displayName: pick(NAMES),
    badges: pick(BADGES),
    color: pick(['', '#FF00aa']),
    emotes: emotes(body),
    sentAt: NOW - int(5_000),
    firstEver: chance(0.1),
    action: chance(0.1),
    ...(chance(0.1) ? { bits: 1 + int(10_000) } : {}),
    ...(chance(0.2) ? { replyTo: { id: 'parent-1', login: 'mia' } } : {}),
    ...(chance(0.2) ? { source: { roomId: '42', id: 'origin-1' } } : {}),
    ...(chance(0.1) ? { tags: { 'unheard-of': escapeTag(text()), vip: '1', 'msg-id': 'highlighted-message' } } : {}),
  };
}

function line(): string {
  const login = pick(LOGINS);
  const roll = random();
  if (roll < 0.7) {
    const body = text();
    return privmsg(pick(['foo', 'bar_9']), login, body, options(body));
  }
  if (roll < 0.85) {
    const months = {
      'cumulative-months': String(int(90)),
      value: pick(['3', '', 'many']),
      viewerCount: String(int(9_000)),
    };
    return userNotice('foo', pick(KINDS), login, {
      ...options(''),
      params: months,
      systemText: text(),
      ...(chance(0.5) ? { text: text() } : {}),
      ...(chance(0.3) ? { tags: { 'source-msg-id': pick(KINDS) } } : {}),
    });
  }
  if (roll < 0.93) return clearChat('foo', chance(0.8) ? login : null, chance(0.5) ? int(9_999) : null, NOW);
  return clearMessage('foo', login, 'gone-1', text(), NOW);
}

function ours(event: ChatEvent | string): Reading {
  if (typeof event === 'string') return { kind: event };
  switch (event.kind) {
    case 'message': {
      const { author } = event;
      return {
        ...event,
        emotes: event.emotes.map((use) => ({ ...use })),
        author: { ...author, badges: [...author.badges].sort() },
      };
    }
    case 'notice':
      return {
        ...event,
        author: { ...event.author, badges: [...event.author.badges].sort() },
        params: { ...event.params },
        type: '',
        count: 0,
      };
    case 'retraction':
      return { ...event };
    default:
      return { kind: event.kind };
  }
}

function author(user: ChatMessage['userInfo'], raw: string | undefined): unknown {
  const badges = (raw ?? '').split(',').filter((badge) => badge !== '');
  const displayName = user.displayName.trim();
  return {
    id: user.userId,
    login: user.userName,
    displayName: displayName === '' ? user.userName : displayName,
    color: user.color === undefined || user.color === '' ? null : user.color,
    badges: badges.sort(),
  };
}

function theirs(raw: string): Reading {
  const message = parseTwitchMessage(raw);
  const tags = message.tags;
  const base = { receivedAt: NOW, sentAt: Number(tags.get('tmi-sent-ts')) };
  const source = tags.has('source-room-id')
    ? { roomId: tags.get('source-room-id'), messageId: tags.get('source-id') }
    : null;
  if (message instanceof ChatMessage) {
    const action = message.text.startsWith('\x01ACTION ');
    const body = action ? message.text.slice(8, -1) : message.text;
    const points = Array.from(body);
    return {
      kind: 'message',
      ...base,
      channel: message.target.slice(1),
      id: message.id,
      roomId: message.channelId,
      author: author(message.userInfo, tags.get('badges')),
      text: body,
      action,
      emotes: [...message.emoteOffsets]
        .flatMap(([id, ranges]) => ranges.map((range) => ({ id, range: range.split('-').map(Number) })))
        .filter(({ range }) => range.length === 2 && range[0]! <= range[1]! && range[1]! < points.length)
        .map(({ id, range }) => {
          const name = points.slice(range[0], range[1]! + 1).join('');
          const start = points.slice(0, range[0]).join('').length;
          return { id, name, start, end: start + name.length };
        })
        .sort((a, b) => a.start - b.start),
      bits: message.bits,
      firstEver: message.isFirst,
      replyTo: message.isReply ? { messageId: message.parentMessageId, login: message.parentMessageUserName } : null,
      source,
    };
  }
  if (message instanceof UserNotice) {
    const kind =
      tags.get('msg-id') === 'sharedchatnotice'
        ? (tags.get('source-msg-id') ?? 'sharedchatnotice')
        : tags.get('msg-id');
    const displayName = (tags.get('display-name') ?? '').trim();
    const login = tags.get('login') ?? '';
    return {
      kind: 'notice',
      ...base,
      channel: message.channel.slice(1),
      id: tags.get('id'),
      roomId: tags.get('room-id'),
      type: '',
      count: 0,
      platformType: kind,
      author: {
        id: tags.get('user-id'),
        login,
        displayName: displayName === '' ? login : displayName,
        color: (tags.get('color') ?? '') === '' ? null : tags.get('color'),
        badges: (tags.get('badges') ?? '')
          .split(',')
          .filter((badge) => badge !== '')
          .sort(),
      },
      systemText: tags.get('system-msg'),
      text: message.text ?? '',
      params: Object.fromEntries([...tags].filter(([name]) => name.startsWith('msg-param-'))),
      source,
    };
  }
  const retraction = { kind: 'retraction', ...base };
  if (message instanceof ClearMsg) {
    return {
      ...retraction,
      channel: message.channel.slice(1),
      scope: { what: 'message', messageId: message.targetMessageId },
    };
  }
  if (message instanceof ClearChat) {
    const seconds = tags.get('ban-duration');
    const scope =
      message.user === undefined
        ? { what: 'everything' }
        : {
            what: 'chatter',
            chatterId: tags.get('target-user-id'),
            login: message.user,
            durationSeconds: seconds === undefined ? null : Number(seconds),
          };
    return { ...retraction, channel: message.channel.slice(1), scope };
  }
  return { kind: 'not-chat' };
}

/** Node hides its collector unless asked. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

describe('the hand-written parser', () => {
  test(`reads ${LINES} generated lines exactly as @twurple/chat does`, () => {
    const parser = new LineParser();
    const kinds = new Map<string, number>();
    for (let i = 0; i < LINES; i++) {
      const raw = line();
      const expected = theirs(raw);
      expect(ours(parser.parse(raw, NOW)), raw).toEqual(expected);
      kinds.set(expected.kind, (kinds.get(expected.kind) ?? 0) + 1);
    }
    // The comparison is worth something only if every kind took part.
    expect([...kinds.keys()].sort()).toEqual(['message', 'notice', 'retraction']);
  });

  test('keeps nothing of the frame a line was cut from', () => {
    const parser = new LineParser();
    const kept: ChatEvent[] = [];
    const frames = 400;
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < frames; i++) {
      const padding = 'x'.repeat(100_000);
      const frame = Buffer.from(
        `${padding}${privmsg('foo', 'somebody_with_a_name', 'a text long enough to be a slice', { sentAt: NOW })}\r\n`,
      ).toString();
      const event = parser.parse(frame.split('\r\n')[0]!.slice(padding.length), NOW);
      if (typeof event !== 'string') kept.push(event);
    }
    expect(kept).toHaveLength(frames);
    collectGarbage();
    // 40 MB of frames passed by.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(8_000_000);
  });
});
