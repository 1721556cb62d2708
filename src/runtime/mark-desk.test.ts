import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Mark } from '../domain/desk.ts';
import type { HypeMoment } from '../domain/hype-moment.ts';
import type { MarkStore } from '../domain/ports/desk.ts';
import type { Track } from '../domain/track.ts';
import { aMoment, anEvent, aTrack, NOON } from '../pipeline/alerting/testing.ts';
import { attachMarks } from '../pipeline/marks/merge-marks.ts';
import { aMark } from '../pipeline/marks/testing.ts';
import { createMarkDesk } from './mark-desk.ts';

/** Marks in memory, with the promises of the port. */
class FakeMarks implements MarkStore {
  readonly stored = new Map<string, Mark>();

  async add(mark: Mark): Promise<void> {
    if (!this.stored.has(mark.id)) this.stored.set(mark.id, mark);
  }

  async attach(markIds: readonly string[], momentId: string): Promise<void> {
    for (const id of markIds) this.stored.set(id, { ...this.stored.get(id)!, momentId });
  }

  async between(channel: string, guildId: string | null, from: number, to: number): Promise<readonly Mark[]> {
    return [...this.stored.values()]
      .filter((mark) => mark.channel === channel && (mark.guildId === null || mark.guildId === guildId))
      .filter(({ at }) => at >= from && at < to)
      .sort((a, b) => a.at - b.at);
  }

  async ofMoment(): Promise<readonly Mark[]> {
    return [];
  }

  async forgetAuthor(): Promise<number> {
    return 0;
  }
}

function aDesk(tracks: readonly Track[] = []) {
  const marks = new FakeMarks();
  const moments = new Map<string, HypeMoment>();
  const state = { now: NOON, woken: 0 };
  const events: string[] = [];
  const create = () =>
    createMarkDesk({
      marks,
      moments: {
        async list({ channels, since = 0, until = Infinity }) {
          const items = [...moments.values()].filter(
            ({ channel, startedAt }) => channels.includes(channel) && startedAt >= since && startedAt < until,
          );
          return { items, total: items.length };
        },
      },
      tracks: { all: async () => tracks },
      wakeDelivery: () => void state.woken++,
      clock: { now: () => state.now },
      observer: {
        stageFailed: (stage, error) => void events.push(`${stage} ${String(error)}`),
        eventDropped: (stage, reason) => void events.push(`${stage} ${reason}`),
      },
    });
  const desk = create();
  const happen = (moment: HypeMoment, kind: 'started' | 'ended' = 'started'): void => {
    moments.set(moment.id, moment);
    desk.handle(anEvent(kind, moment, state.now));
  };
  return { desk, create, marks, moments, state, events, happen };
}

const momentOf = (marks: FakeMarks, id: string) => marks.stored.get(id)?.momentId;

describe('mark desk', () => {
  test('counts the marks of one event and keeps every note', async () => {
    const { desk, marks } = aDesk();
    const outcomes = [];
    for (const after of [0, 10_000, 50_000, 200_000]) outcomes.push(await desk.add(aMark({ at: NOON + after })));
    expect(outcomes.map((outcome) => outcome.kind === 'stored' && outcome.merged)).toEqual([1, 2, 3, 1]);
    expect(marks.stored.size).toBe(4);
    expect(await desk.merged(aMark({ at: NOON }))).toEqual({ kind: 'stored', merged: 3, momentId: null });
  });

  test('a mark finds the moment that is there', async () => {
    const { desk, happen, marks, state } = aDesk();
    happen(aMoment({ id: 'm1', startedAt: NOON }));
    expect(await desk.add(aMark({ id: 'a', at: NOON + 5000 }))).toEqual({ kind: 'stored', merged: 1, momentId: 'm1' });
    expect(momentOf(marks, 'a')).toBe('m1');
    expect(state.woken).toBe(1);
  });

  test('a moment that comes later takes the mark along, once', async () => {
    const { desk, happen, marks, state } = aDesk();
    await desk.add(aMark({ id: 'a' }));
    state.now += 50_000;
    happen(aMoment({ id: 'm1', startedAt: NOON + 45_000 }));
    await desk.settle();
    await desk.settle();
    expect(momentOf(marks, 'a')).toBe('m1');
    expect(state.woken).toBe(1);
  });

  test('an attack takes no marks', async () => {
    const { desk, happen, marks } = aDesk();
    happen(aMoment({ id: 'm1', startedAt: NOON, attack: true }));
    await desk.add(aMark({ id: 'a' }));
    expect(momentOf(marks, 'a')).toBeNull();
  });

  test('after a restart the marks of every server are looked after again', async () => {
    const { desk, create, marks, moments } = aDesk([aTrack()]);
    await desk.add(aMark({ id: 'chat' }));
    await desk.add(aMark({ id: 'discord', source: 'discord', guildId: '100' }));
    await using again = create();
    moments.set('m1', aMoment({ id: 'm1', startedAt: NOON + 1000 }));
    again.start();
    await again[Symbol.asyncDispose]();
    await again.settle();
    expect([momentOf(marks, 'chat'), momentOf(marks, 'discord')]).toEqual(['m1', 'm1']);
  });

  test('one server neither counts nor moves the marks of another', async () => {
    const { desk, marks } = aDesk();
    const of = (guildId: string) => aMark({ id: guildId, source: 'discord', guildId });
    expect(await desk.add(of('1'))).toMatchObject({ merged: 1 });
    expect(await desk.add(of('2'))).toMatchObject({ merged: 1 });
    expect(await desk.add(aMark({ id: 'chat' }))).toMatchObject({ merged: 1 });
    expect(await desk.add({ ...of('2'), id: 'second' })).toMatchObject({ merged: 3 });
    expect(marks.stored.size).toBe(4);
  });

  test('a flood is refused and counted, and a server does not fill up the chat', async () => {
    const { desk, events } = aDesk();
    for (let i = 0; i < 30; i++) await desk.add(aMark({ id: `d${i}`, source: 'discord', guildId: '1' }));
    expect(await desk.add(aMark({ id: 'd30', source: 'discord', guildId: '1' }))).toEqual({
      kind: 'refused',
      reason: 'too-many',
    });
    expect(await desk.add(aMark({ id: 'chat' }))).toMatchObject({ kind: 'stored' });
    expect(events).toEqual(['marks too-many']);
  });

  test('as chat goes on, every mark ends where all of them together say', async () => {
    const step = fc.record({ after: fc.integer({ min: 1000, max: 60_000 }), what: fc.constantFrom('mark', 'moment') });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { desk, happen, marks, moments, state } = aDesk();
        let open: HypeMoment | null = null;
        for (const [i, { after, what }] of steps.entries()) {
          state.now += after;
          if (what === 'mark') await desk.add(aMark({ id: `k${i}`, at: state.now }));
          else if (open === null) happen((open = aMoment({ id: `m${i}`, startedAt: state.now - 900, endedAt: null })));
          else {
            happen({ ...open, phase: 'ended', endedAt: state.now - 500 }, 'ended');
            open = null;
          }
          await desk.settle();
        }
        const wanted = attachMarks([...marks.stored.values()], [...moments.values()]);
        for (const { id, momentId } of marks.stored.values()) expect(momentId).toBe(wanted.get(id) ?? null);
      }),
      { numRuns: 60 },
    );
  });
});
