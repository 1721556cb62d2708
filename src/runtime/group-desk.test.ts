import { describe, expect, test } from 'vitest';
import type { AlertCard } from '../domain/alert.ts';
import type { HypeMoment } from '../domain/hype-moment.ts';
import { aMoment, aStream, NOON } from '../pipeline/alerting/testing.ts';
import { composeCard } from '../pipeline/alerting/compose-card.ts';
import { createGroupDesk } from './group-desk.ts';

const ITEM = { id: 'm1:t1', reachBackSeconds: 30 };
const JOIN = { alertId: ITEM.id, leaderId: 'm1', leaderChannel: 'ninja', trackId: 't2' };

function aDesk(...moments: readonly HypeMoment[]) {
  const kept = new Map<string, unknown>();
  const problems: string[] = [];
  const state = { failing: false };
  const desk = createGroupDesk({
    cache: {
      async get<T>(key: string) {
        if (state.failing) throw new Error('disk full');
        return kept.get(key) as T | undefined;
      },
      set: async (key, value) => void kept.set(key, structuredClone(value)),
    },
    moments: {
      get: async (id) => {
        const moment = moments.find((one) => one.id === id);
        return moment === undefined ? null : { moment, revision: 1 };
      },
    },
    streams: { get: async () => aStream({ channel: 'shroud', startedAt: NOON - 3_600_000 }) },
    observer: { stageFailed: (stage) => void problems.push(stage) },
  });
  return { desk, problems, state };
}

function aCard(): AlertCard {
  return composeCard(aMoment({ id: 'm1' }), {
    stream: null,
    reachBackSeconds: 30,
    dashboardUrl: null,
    chart: null,
    test: false,
  });
}

describe('group desk', () => {
  test('a card shows every channel that joined it, once each, with its own link', async () => {
    const shroud = aMoment({ id: 'm2', channel: 'shroud', streamId: 's1', startedAt: NOON });
    const { desk } = aDesk(shroud, aMoment({ id: 'm3', channel: 'pokimane' }));
    desk.note([{ ...JOIN, channel: 'shroud', momentId: 'm2' }]);
    desk.note([
      { ...JOIN, channel: 'pokimane', momentId: 'm3' },
      { ...JOIN, channel: 'shroud', momentId: 'm2' },
    ]);
    const { alsoIn } = await desk.complete(ITEM, aCard());
    expect(alsoIn).toEqual([
      { channel: 'pokimane', multiplier: 4.2, vod: null },
      {
        channel: 'shroud',
        multiplier: 4.2,
        vod: { url: 'https://www.twitch.tv/videos/v1?t=59m30s', offsetSeconds: 3570 },
      },
    ]);
  });

  test('a card nobody joined stays as it is', async () => {
    const card = aCard();
    expect(await aDesk().desk.complete(ITEM, card)).toBe(card);
  });

  test('what turned out to be an attack, or is gone, is not shown', async () => {
    const { desk } = aDesk(aMoment({ id: 'm2', channel: 'shroud', attack: true }));
    desk.note([
      { ...JOIN, channel: 'shroud', momentId: 'm2' },
      { ...JOIN, channel: 'pokimane', momentId: 'gone' },
    ]);
    expect((await desk.complete(ITEM, aCard())).alsoIn).toEqual([]);
  });

  test('a store that fails costs the names, not the card', async () => {
    const { desk, problems, state } = aDesk();
    state.failing = true;
    const card = aCard();
    expect(await desk.complete(ITEM, card)).toBe(card);
    expect(problems).toEqual(['moment-groups']);
  });
});
