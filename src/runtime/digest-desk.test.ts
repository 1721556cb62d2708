import { describe, expect, test } from 'vitest';
import type { DeliveryDecision } from '../domain/alert.ts';
import type { HypeMoment } from '../domain/hype-moment.ts';
import type { Track } from '../domain/track.ts';
import { createLocalTime } from '../lib/time-zone.ts';
import { createAlertRouter } from '../pipeline/alerting/alert-router.ts';
import { aMoment, anEvent, aStream, aThreshold, aTrack, NOON } from '../pipeline/alerting/testing.ts';
import type { AnnouncementOrder } from './announcing.ts';
import { createDigestDesk } from './digest-desk.ts';

const QUIET = { from: 12 * 60, to: 13 * 60, timeZone: 'UTC' };
const END = NOON + 3_600_000;

function aDesk(overrides: Partial<Track> = {}) {
  const track = aTrack({ quietDigest: true, quietHours: QUIET, ...overrides });
  const moments = new Map<string, HypeMoment>();
  const decisions: DeliveryDecision[] = [];
  const orders: AnnouncementOrder[] = [];
  const state = { now: NOON };
  const localTime = createLocalTime();
  const router = createAlertRouter({ tracks: [track], lastAlerts: new Map(), thresholdOf: aThreshold, localTime });
  const desk = createDigestDesk({
    tracks: { all: async () => [track] },
    decisions: { recent: async () => decisions },
    moments: {
      get: async (id) => {
        const moment = moments.get(id);
        return moment === undefined ? null : { moment, revision: 1 };
      },
    },
    streams: { get: async (id) => aStream({ id }) },
    announcing: {
      async announce(order) {
        orders.push(order);
        return 'settled';
      },
    },
    localTime,
    clock: { now: () => state.now },
    observer: {
      stageFailed: (_, error) => {
        throw error;
      },
    },
  });
  const happen = (moment: HypeMoment, at = moment.detectedAt, kind: 'started' | 'rose' = 'started'): void => {
    moments.set(moment.id, moment);
    decisions.unshift(...router.handle(anEvent(kind, moment, at)).decisions);
  };
  /** The digest's lines, null where there is nothing to say or none is due. */
  const digestAt = async (now: number): Promise<string | null> => {
    state.now = now;
    orders.length = 0;
    await desk.runOnce();
    const message = await orders[0]?.compose();
    const blocks = message?.content.blocks ?? [];
    return message ? blocks.map((block) => (block.kind === 'text' ? block.markdown : '')).join('\n') : null;
  };
  return { happen, digestAt, orders, moments };
}

describe('digest desk', () => {
  test('what the router kept back is told when quiet hours end, not before', async () => {
    const { happen, digestAt, orders } = aDesk();
    happen(aMoment({ id: 'm1', detectedAt: NOON + 60_000, streamId: 's1' }));
    happen(aMoment({ id: 'm2', detectedAt: NOON + 600_000, multiplier: 9.1 }));
    expect(await digestAt(END - 1)).toBeNull();
    const text = await digestAt(END + 30_000);
    expect(text).toContain('2 moments of **ninja**');
    expect(text).toContain('4.2× usual · [VOD at');
    expect(text).toContain('9.1× usual');
    expect(orders[0]).toMatchObject({ key: `digest:t1:${END}`, kind: 'digest', dueAt: END });
  });

  test('says nothing where nothing was kept back', async () => {
    const { happen, digestAt } = aDesk();
    happen(aMoment({ id: 'loud', detectedAt: NOON - 60_000 }));
    expect(await digestAt(END)).toBeNull();
  });

  test('a moment that got its alert after all, or was an attack, is left out', async () => {
    const { happen, digestAt, moments } = aDesk();
    const growing = aMoment({ id: 'm1', detectedAt: END - 5000 });
    happen(growing);
    happen(growing, END, 'rose');
    happen(aMoment({ id: 'm2', detectedAt: NOON + 60_000 }));
    moments.set('m2', { ...moments.get('m2')!, attack: true });
    expect(await digestAt(END + 30_000)).toBeNull();
  });

  test.each<[string, Partial<Track>]>([
    ['wants no digest', { quietDigest: false }],
    ['has no quiet hours', { quietHours: null }],
    ['is paused', { paused: true }],
  ])('leaves a track alone that %s', async (_, overrides) => {
    const { digestAt, orders } = aDesk(overrides);
    await digestAt(END);
    expect(orders).toEqual([]);
  });
});
