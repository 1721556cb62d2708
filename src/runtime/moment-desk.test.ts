import { describe, expect, test } from 'vitest';
import type { OutboxItem } from '../domain/alert.ts';
import type { HypeEvent, HypeMoment } from '../domain/hype-moment.ts';
import { silentObserver } from '../lib/silent-observer.ts';
import { createMomentDesk, type MomentDeskOptions } from './moment-desk.ts';

const moment = { id: 'm1', channel: 'demo' } as HypeMoment;
const alert = { id: 'm1:t1' } as OutboxItem;
const event = (kind: HypeEvent['kind'], at = 1_000): HypeEvent => ({ kind, at, moment });

function setUp(overrides: { save?: () => Promise<void> } = {}) {
  const log: string[] = [];
  const observer = silentObserver({
    stageFailed: (stage) => void log.push(`failed ${stage}`),
    momentDetected: () => void log.push('detected'),
    eventDropped: (_stage, reason) => void log.push(`dropped ${reason}`),
  });
  const options = {
    moments: {
      save:
        overrides.save ??
        (async (_: HypeMoment, alerts: readonly OutboxItem[]) => void log.push(`saved with ${alerts.length}`)),
      saveSeries: async () => void log.push('series'),
    },
    decisions: { append: async () => void log.push('decision') },
    route: (e: HypeEvent) => ({ alerts: e.kind === 'started' ? [alert] : [], decisions: [] }),
    series: () => ({ from: 0, velocity: [], baselineMean: [], baselineStd: [], score: [] }),
    wakeDelivery: () => log.push('woken'),
    deliverUnstored: async () => void log.push('delivered unstored'),
    observer,
    now: () => 0,
  } as unknown as MomentDeskOptions;
  return { desk: createMomentDesk(options), log };
}

describe('the moment desk', () => {
  test('stores a moment with its alert before waking delivery', async () => {
    const { desk, log } = setUp();
    desk.handle(event('started'));
    await desk[Symbol.asyncDispose]();
    expect(log).toEqual(['detected', 'saved with 1', 'woken', 'series']);
  });

  test('a database that refuses does not lose the alert', async () => {
    const { desk, log } = setUp({ save: () => Promise.reject(new Error('disk full')) });
    desk.handle(event('started'));
    await desk[Symbol.asyncDispose]();
    expect(log).toContain('failed moment-store');
    expect(log).toContain('delivered unstored');
  });

  test('keeps the order of a moment’s life while the store is slow', async () => {
    const saved: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const { desk } = setUp({
      save: async () => {
        await promise;
        saved.push('saved');
      },
    });
    desk.handle(event('started'));
    desk.handle(event('ended'));
    expect(saved).toEqual([]);
    resolve();
    await desk[Symbol.asyncDispose]();
    expect(saved).toEqual(['saved', 'saved']);
  });

  test('under a stalled store only updates without an alert are dropped', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { desk, log } = setUp({ save: () => promise });
    desk.handle(event('started'));
    for (let i = 0; i < 100; i++) desk.handle(event('rose', 1_000 + i));
    desk.handle(event('ended'));
    resolve();
    await desk[Symbol.asyncDispose]();
    expect(log.filter((line) => line === 'dropped superseded').length).toBeGreaterThan(30);
    expect(log.filter((line) => line === 'woken').length).toBeGreaterThan(50);
  });
});
