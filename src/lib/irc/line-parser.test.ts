import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../domain/chat-event.ts';
import { LINE_DROPS, LineParser } from './line-parser.ts';

const NOW = 1_700_000_000_000;
const parse = (line: string, receivedAt = NOW): ChatEvent | string => new LineParser().parse(line, receivedAt);
const message = (tags: string, text: string, channel = 'foo'): string =>
  `@${tags} :ronni!ronni@ronni.tmi.twitch.tv PRIVMSG #${channel} :${text}`;

describe('PRIVMSG', () => {
  test('every field a bot needs', () => {
    const line = message(
      'badge-info=subscriber/8;badges=subscriber/6,premium/1;bits=100;color=#0D4200;display-name=Ronni;emotes=25:2-6;' +
        'first-msg=1;flags=;id=b34c;mod=0;reply-parent-msg-id=p-1;reply-parent-user-login=mia;room-id=123;source-id=s-1;' +
        `source-room-id=9;tmi-sent-ts=${NOW - 40};user-id=55;user-type=`,
      '😀 Kappa cheer100',
    );
    expect(parse(line)).toEqual({
      kind: 'message',
      channel: 'foo',
      sentAt: NOW - 40,
      receivedAt: NOW,
      id: 'b34c',
      roomId: '123',
      author: {
        id: '55',
        login: 'ronni',
        displayName: 'Ronni',
        color: '#0D4200',
        badges: ['subscriber/6', 'premium/1'],
      },
      text: '😀 Kappa cheer100',
      action: false,
      emotes: [{ id: '25', name: 'Kappa', start: 3, end: 8 }],
      bits: 100,
      firstEver: true,
      replyTo: { messageId: 'p-1', login: 'mia' },
      source: { roomId: '9', messageId: 's-1' },
    });
  });

  test.each([
    [
      'a line without tags',
      ':ronni!r@h PRIVMSG #foo :hi',
      { id: 'unnamed-1', roomId: '', author: { id: 'ronni' }, sentAt: NOW },
    ],
    ['an empty display name', message('display-name=;id=1;user-id=5', 'hi'), { author: { displayName: 'ronni' } }],
    [
      'a localised display name',
      message('display-name=ロニ;id=1', 'hi'),
      { author: { displayName: 'ロニ', login: 'ronni' } },
    ],
    [
      'an escaped display name',
      message('display-name=a\\sb\\:c\\\\;id=1', 'hi'),
      { author: { displayName: 'a b;c\\' } },
    ],
    [
      'an action',
      message('id=1;emotes=25:0-4', '\x01ACTION Kappa waves\x01'),
      { action: true, text: 'Kappa waves', emotes: [{ name: 'Kappa', start: 0 }] },
    ],
    ['an action that is not closed', message('id=1', '\x01ACTION waves'), { action: true, text: 'waves' }],
    ['an empty text', message('id=1', ''), { text: '' }],
    ['a text that looks like a line', message('id=1', ':a PRIVMSG #b :c'), { text: ':a PRIVMSG #b :c' }],
    ['a repeated tag', message('id=1;id=2', 'hi'), { id: '2' }],
    ['a colour of the right length', message('id=1;color=#12345g', 'hi'), { author: { color: null } }],
    [
      'control characters for a colour',
      message('id=1;color=#\x10\x11\x12\x13\x14\x15', 'hi'),
      { author: { color: null } },
    ],
    ['bits that are no number', message('id=1;bits=many', 'hi'), { bits: 0 }],
    ['a capital channel', message('id=1', 'hi', 'FOO'), { channel: 'foo' }],
    ['more spaces than needed', '@id=1  :ronni!r@h  PRIVMSG  #foo  :hi', { text: 'hi', channel: 'foo' }],
    ['one word without a colon', '@id=1 :ronni!r@h PRIVMSG #foo hi there', { text: 'hi' }],
    ['no text', '@id=1 :ronni!r@h PRIVMSG #foo', 'malformed'],
    ['no author', '@id=1 PRIVMSG #foo :hi', 'malformed'],
    ['no channel', '@id=1 :ronni!r@h PRIVMSG :hi', 'malformed'],
    ['a channel that cannot be', '@id=1 :ronni!r@h PRIVMSG #fo/o :hi', 'malformed'],
    ['another command', '@id=1 :ronni!r@h PRIVMSGS #foo :hi', 'not-chat'],
    ['a numeric', ':tmi.twitch.tv 001', 'not-chat'],
    ['tags alone', '@id=1', 'malformed'],
    ['a prefix alone', ':ronni', 'malformed'],
    ['nothing', '', 'malformed'],
    ['a line too long', message('id=1', 'x'.repeat(20_000)), 'too-long'],
  ])('%s', (_, line, expected) => {
    const event = parse(line);
    if (typeof expected === 'string') expect(event).toBe(expected);
    else expect(event).toMatchObject(expected);
  });

  test.each([
    [NOW - 1_000, NOW - 1_000],
    [NOW + 600_000, NOW + 600_000],
    [NOW + 600_001, NOW],
    [NOW - 600_001, NOW],
    ['', NOW],
    ['soon', NOW],
    ['-5', NOW],
    ['9'.repeat(40), NOW],
  ])('tmi-sent-ts %s is taken as %d', (sent, expected) => {
    expect(parse(message(`id=1;tmi-sent-ts=${sent}`, 'hi'))).toMatchObject({ sentAt: expected, receivedAt: NOW });
  });

  test('recorded chat may be from any time', () => {
    const parser = new LineParser({ clockToleranceMs: Infinity });
    expect(parser.parse(message('id=1;tmi-sent-ts=1400000000000', 'hi'), NOW)).toMatchObject({
      sentAt: 1_400_000_000_000,
    });
  });

  test('equal badges share one list', () => {
    const parser = new LineParser();
    const badges = (login: string): unknown => {
      const event = parser.parse(`@badges=subscriber/6,vip/1;id=1 :${login}!x@y PRIVMSG #foo :hi`, NOW);
      return typeof event !== 'string' && event.kind === 'message' ? event.author.badges : null;
    };
    expect(badges('a')).toBe(badges('b'));
  });
});

describe('emotes', () => {
  const emotes = (tag: string, text: string): unknown => {
    const parser = new LineParser();
    const event = parser.parse(message(`emotes=${tag};id=1`, text), NOW);
    if (typeof event === 'string' || event.kind !== 'message') return event;
    return {
      uses: event.emotes.map((use) => `${use.id} ${use.name} ${use.start}-${use.end}`),
      dropped: parser.takeEmoteRangesDropped(),
    };
  };

  test.each([
    [
      'several, out of order',
      '1902:6-10/25:0-4,12-16',
      'Kappa Keepo Kappa',
      ['25 Kappa 0-5', '1902 Keepo 6-11', '25 Kappa 12-17'],
      0,
    ],
    ['after characters of two code units', '25:2-6,10-14', '🎉 Kappa 🎉🎉Kappa', ['25 Kappa 3-8', '25 Kappa 13-18'], 0],
    ['an id that is no number', 'emotesv2_ab:0-1', 'hi', ['emotesv2_ab hi 0-2'], 0],
    ['past the end', '25:0-4,6-99', 'Kappa x', ['25 Kappa 0-5'], 1],
    ['backwards', '25:4-0', 'Kappa', [], 1],
    ['garbled', '25:a-b,0,1-,-3,/x/:0-1/25', 'Kappa', [], 8],
    ['no places', '25:', 'Kappa', [], 1],
  ])('%s', (_, tag, text, uses, dropped) => {
    expect(emotes(tag, text)).toEqual({ uses, dropped });
  });

  test('a hostile list is bounded', () => {
    const event = parse(message(`emotes=25:${'0-0,'.repeat(3_000)}0-0;id=1`, 'x'));
    expect(typeof event !== 'string' && event.kind === 'message' && event.emotes.length).toBe(500);
  });
});

describe('USERNOTICE', () => {
  const notice = (tags: string, text = ''): ChatEvent | string =>
    parse(`@display-name=Mia;id=n1;login=mia;room-id=1;user-id=7;${tags} :tmi.twitch.tv USERNOTICE #foo${text}`);

  test.each([
    ['sub', 'sub', 'msg-param-cumulative-months=3', 3],
    ['resub', 'resub', 'msg-param-cumulative-months=12', 12],
    ['extendsub', 'resub', '', 1],
    ['subgift', 'gift', 'msg-param-months=6', 1],
    ['rewardgift', 'gift', 'msg-param-total-reward-count=5', 5],
    ['onetapgiftredeemed', 'gift', '', 1],
    ['submysterygift', 'gift-bomb', 'msg-param-mass-gift-count=50', 50],
    ['giftpaidupgrade', 'gift-upgrade', '', 1],
    ['anongiftpaidupgrade', 'gift-upgrade', '', 1],
    ['primepaidupgrade', 'gift-upgrade', '', 1],
    ['standardpayforward', 'pay-forward', '', 1],
    ['communitypayforward', 'pay-forward', '', 1],
    ['raid', 'raid', 'msg-param-viewerCount=15', 15],
    ['raid', 'raid', 'msg-param-viewerCount=-15', 1],
    ['raid', 'raid', 'msg-param-viewerCount=many', 1],
    ['unraid', 'unraid', '', 1],
    ['announcement', 'announcement', 'msg-param-color=PRIMARY', 1],
    ['viewermilestone', 'watch-streak', 'msg-param-category=watch-streak;msg-param-value=3', 3],
    ['modiversary', 'modiversary', 'msg-param-months=24', 24],
    ['bitsbadgetier', 'bits-badge', 'msg-param-threshold=1000', 1000],
    ['ritual', 'ritual', 'msg-param-ritual-name=new_chatter', 1],
    ['charitydonation', 'charity', 'msg-param-donation-amount=500', 1],
    ['somethingnew', 'other', '', 1],
    ['__proto__', 'other', '', 1],
  ])('%s is %s', (msgId, type, params, count) => {
    expect(notice(`msg-id=${msgId};${params}`)).toMatchObject({ kind: 'notice', type, platformType: msgId, count });
  });

  test('texts, parameters and author', () => {
    expect(
      notice(
        'msg-id=raid;msg-param-displayName=A\\sB;msg-param-__proto__=x;system-msg=15\\sraiders\\sfrom\\sMia',
        ' :hello there',
      ),
    ).toMatchObject({
      author: { id: '7', login: 'mia', displayName: 'Mia' },
      systemText: '15 raiders from Mia',
      text: 'hello there',
      params: { 'msg-param-displayName': 'A B', 'msg-param-__proto__': 'x' },
      source: null,
    });
  });

  test('a shared-chat copy keeps its true kind', () => {
    expect(notice('msg-id=sharedchatnotice;source-msg-id=raid;source-room-id=2;source-id=o1')).toMatchObject({
      type: 'raid',
      platformType: 'raid',
      source: { roomId: '2', messageId: 'o1' },
    });
  });
});

describe('CLEARCHAT and CLEARMSG', () => {
  test.each([
    [
      'timeout',
      `@ban-duration=350;target-user-id=55;tmi-sent-ts=${NOW} :tmi.twitch.tv CLEARCHAT #foo :ronni`,
      { what: 'chatter', chatterId: '55', login: 'ronni', durationSeconds: 350 },
    ],
    [
      'ban',
      '@target-user-id=55 :tmi.twitch.tv CLEARCHAT #foo :ronni',
      { what: 'chatter', chatterId: '55', login: 'ronni', durationSeconds: null },
    ],
    ['whole chat', '@room-id=1 :tmi.twitch.tv CLEARCHAT #foo', { what: 'everything' }],
    [
      'one message',
      '@login=ronni;room-id=;target-msg-id=b34c :tmi.twitch.tv CLEARMSG #foo :bad',
      { what: 'message', messageId: 'b34c' },
    ],
  ])('%s', (_, line, scope) => {
    expect(parse(line)).toMatchObject({ kind: 'retraction', channel: 'foo', scope });
  });

  test('a CLEARMSG that names no message is dropped', () => {
    expect(parse('@login=ronni :tmi.twitch.tv CLEARMSG #foo :bad')).toBe('missing-id');
  });
});

test('never throws and answers only what it promises', () => {
  const parser = new LineParser();
  const seed = message('badges=a/1,b/2;emotes=25:0-4/30:6-7;id=1;tmi-sent-ts=1700000000000;user-id=5', 'Kappa 😀 hi');
  const mutated = fc
    .tuple(fc.nat(seed.length), fc.nat(12), fc.string({ unit: 'binary', maxLength: 12 }))
    .map(([at, cut, put]) => seed.slice(0, at) + put + seed.slice(at + cut));
  const pieces = fc
    .array(
      fc.constantFrom(
        '@',
        ':',
        ';',
        '=',
        ' ',
        '#',
        '!',
        '\\',
        '/',
        ',',
        '-',
        'PRIVMSG',
        'USERNOTICE',
        'CLEARCHAT',
        'CLEARMSG',
        'emotes',
        'id',
        '😀',
        '\ud800',
        '\x01ACTION ',
        '0',
        '99',
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(mutated, pieces, fc.string({ unit: 'binary', maxLength: 200 })), (line) => {
      const event = parser.parse(line, NOW);
      if (typeof event === 'string') return LINE_DROPS.includes(event);
      if (event.kind !== 'message') return true;
      return event.emotes.every(
        (use) => use.end <= event.text.length && event.text.slice(use.start, use.end) === use.name,
      );
    }),
    { numRuns: 5_000 },
  );
});
