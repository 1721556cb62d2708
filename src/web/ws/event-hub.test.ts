import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChatMessage } from '../../domain/chat-event.ts';
import { ChannelHolds } from './channel-holds.ts';
import type { Client } from './client.ts';
import { EventHub } from './event-hub.ts';
import { EventIds } from './event-ids.ts';
import { SOCKET_LIMITS } from './limits.ts';

const CALM = { label: 'neu', score: 0, confidence: 0, mood: 'calm' } as const;
const LIMITS = { ...SOCKET_LIMITS, channelsPerClientMax: 2, logEventsMax: 4, idleLogsMax: 1 };

function message(channel: string, id: number): ChatMessage {
  const author = { id: String(id % 3), login: `u${id % 3}`, displayName: 'U', color: null, badges: [] };
  return {
    kind: 'message',
    id: String(id),
    channel,
    roomId: '1',
    sentAt: 0,
    receivedAt: 0,
    author,
    text: 'x',
    action: false,
    emotes: [],
    bits: 0,
    firstEver: false,
    replyTo: null,
    source: null,
  };
}

interface Seen {
  readonly message_id?: string;
  readonly event_id: string;
  readonly channel: string;
}

/** A client that takes everything; what it was sent, in order. */
class Listener {
  readonly seen: Seen[] = [];
  readonly joined = new Set<string>();
  readonly room = 1_000_000;
  lastId: string | null = null;

  send(frame: Buffer): void {
    const seen = JSON.parse(frame.subarray(frame[1] === 126 ? 4 : 2).toString()) as Seen;
    this.seen.push(seen);
    this.lastId = seen.event_id;
  }
}

const channel = fc.constantFrom('a', 'b', 'c');
const who = fc.nat({ max: 3 });
const step = fc.oneof(
  fc.record({ do: fc.constant('join' as const), who, channel, resume: fc.boolean() }),
  fc.record({ do: fc.constant('leave' as const), who, channel }),
  fc.record({ do: fc.constant('gone' as const), who }),
  fc.record({ do: fc.constant('say' as const), channel }),
  fc.record({ do: fc.constant('delete' as const), channel, id: fc.nat({ max: 60 }) }),
);

test('whoever comes and goes: everybody hears what they joined, once, in order, and nothing that was deleted', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const held = new Set<string>();
      const holds = new ChannelHolds({
        channels: { list: () => [], hold: (name) => void held.add(name), release: (name) => void held.delete(name) },
        limits: { heldChannelsMax: 10, newChannelsBurst: 1_000, newChannelsPerSecond: 1 },
        now: () => 0,
      });
      const ids = new EventIds(1);
      const hub = new EventHub({ ids, holds, limits: LIMITS, observer: { frameSent: () => undefined }, now: () => 0 });
      const listeners = Array.from({ length: 4 }, () => new Listener());
      const deleted = new Set<string>();
      let said = 0;
      for (const action of steps) {
        if (action.do === 'say') {
          said++;
          const before = listeners.map(({ seen }) => seen.length);
          hub.accepted(message(action.channel, said), CALM, []);
          for (const [i, { seen, joined }] of listeners.entries())
            expect(seen.length - before[i]!).toBe(joined.has(action.channel) ? 1 : 0);
        } else if (action.do === 'delete') {
          deleted.add(`${action.channel} ${action.id}`);
          const scope = { what: 'message', messageId: String(action.id) } as const;
          hub.retracted({ kind: 'retraction', channel: action.channel, sentAt: 0, receivedAt: 0, scope });
        } else {
          const listener = listeners[action.who]!;
          const client = listener as unknown as Client;
          if (action.do === 'join') {
            const lastId = action.resume ? listener.lastId : null;
            const { answer, missed } = hub.join(client, action.channel, lastId);
            const refused = !listener.joined.has(action.channel) && listener.joined.size >= 2;
            expect('error' in answer).toBe(refused);
            if (!refused) listener.joined.add(action.channel);
            if (lastId === null || refused) expect(missed).toEqual([]);
            for (const frame of missed) {
              listener.send(frame);
              const { message_id: id, channel: from } = listener.seen.at(-1)!;
              expect(from).toBe(action.channel);
              expect(deleted.has(`${from} ${id}`)).toBe(false);
            }
          } else if (action.do === 'leave') {
            hub.leave(client, action.channel);
            listener.joined.delete(action.channel);
          } else {
            hub.remove(client);
            listener.joined.clear();
          }
        }
        const wanted = new Set(listeners.flatMap(({ joined }) => [...joined]));
        expect([...held].toSorted()).toEqual([...wanted].toSorted());
      }
      for (const { seen } of listeners) {
        // Resuming goes by the last id seen: within a channel nothing comes twice.
        for (const name of ['a', 'b', 'c']) {
          const sequence = seen
            .filter((frame) => frame.channel === name)
            .map(({ event_id: id }) => Number(id.split('-')[1]));
          expect(sequence).toEqual([...new Set(sequence)]);
        }
      }
    }),
    { numRuns: 300 },
  );
});
