import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bttvProtocol } from './bttv-protocol.ts';
import { sevenTvProtocol } from './seven-tv-protocol.ts';

const read = (protocol: typeof bttvProtocol, frame: unknown) => protocol.read(JSON.stringify(frame));

describe('BetterTTV', () => {
  test.each([
    [
      { name: 'emote_create', data: { channel: 'twitch:7', emote: { id: 'a1', code: 'New', imageType: 'png' } } },
      { added: [{ id: 'a1', name: 'New', animated: false, zeroWidth: false, imageUrl: null }] },
    ],
    [
      { name: 'emote_update', data: { channel: 'twitch:7', emote: { id: 'a1', code: 'Other' } } },
      { renamed: [{ id: 'a1', name: 'Other' }] },
    ],
    [{ name: 'emote_delete', data: { channel: 'twitch:7', emoteId: 'a1' } }, { removed: ['a1'] }],
  ])('%j', (frame, patch) => {
    expect(read(bttvProtocol, frame)).toEqual({
      kind: 'change',
      change: { kind: 'patch', topic: 'twitch:7', patch: { added: [], removed: [], renamed: [], ...patch } },
    });
  });

  test.each([
    [{ name: 'lookup_user', data: {} }, 'other'],
    [{ name: 'emote_create', data: { channel: 'youtube:7', emote: {} } }, 'unreadable'],
    [{ name: 'emote_create', data: { channel: 'twitch:7', emote: { id: 'a1', code: 'two words' } } }, 'unreadable'],
    [{ name: 'constructor' }, 'other'],
    [{ name: 7 }, 'unreadable'],
    [[], 'unreadable'],
  ])('%j is %s', (frame, kind) => {
    expect(read(bttvProtocol, frame).kind).toBe(kind);
  });
});

describe('7TV', () => {
  test('the hello says how long to wait and how much to follow', () => {
    const d = { heartbeat_interval: 25_000, session_id: 'x', subscription_limit: 500 };
    expect(read(sevenTvProtocol, { op: 1, d })).toEqual({ kind: 'ready', heartbeatMs: 25_000, topicsMax: 500 });
    expect(read(sevenTvProtocol, { op: 1, d: { heartbeat_interval: 0 } }).kind).toBe('unreadable');
  });

  test.each([
    [{ pushed: [{ key: 'emotes', value: { id: 'a', name: 'New' } }] }, 'patch'],
    [{ pushed: [{ key: 'emotes', value: { id: 'a', name: 'two words' } }] }, 'ask-again'],
    [{ pulled: [{ key: 'emotes', old_value: null }] }, 'ask-again'],
    [{ pushed: 'all' }, 'ask-again'],
    [{ updated: [{ key: 'name', value: 'New name of the set' }] }, 'patch'],
    [{}, 'patch'],
  ])('an update of a set, %j: %s', (changes, kind) => {
    const frame = read(sevenTvProtocol, { op: 0, d: { type: 'emote_set.update', body: { id: 'S1', ...changes } } });
    expect(frame).toMatchObject({ kind: 'change', change: { kind, topic: 'emote_set.update:S1' } });
  });

  test.each([
    [{ op: 0, d: { type: 'user.update', body: { id: 'U1' } } }, 'change'],
    [{ op: 0, d: { type: 'cosmetic.create', body: { id: 'U1' } } }, 'other'],
    [{ op: 0, d: { type: 'emote_set.update', body: { id: '../x' } } }, 'unreadable'],
    [{ op: 2, d: { count: 3 } }, 'other'],
    [{ op: 2 }, 'other'],
    [{ op: 0 }, 'unreadable'],
    [{ op: 4, d: {} }, 'leave'],
    [{ op: 7, d: {} }, 'leave'],
    [{ d: {} }, 'unreadable'],
  ])('%j is %s', (frame, kind) => {
    expect(read(sevenTvProtocol, frame).kind).toBe(kind);
  });

  test('topics become conditions', () => {
    expect(JSON.parse(sevenTvProtocol.follow('emote_set.update:S1'))).toEqual({
      op: 35,
      d: { type: 'emote_set.update', condition: { object_id: 'S1' } },
    });
  });
});

test.each([bttvProtocol, sevenTvProtocol])('no frame makes reading it throw', (protocol) => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (frame) => void protocol.read(frame)));
});
