import { describe, expect, test } from 'vitest';
import type { HypeMoment } from '../domain/hype-moment.ts';
import type { DeskEntry } from '../domain/desk.ts';
import { aMoment, NOON } from '../pipeline/alerting/testing.ts';
import { createCardDesk, type CardDeskOptions, type CardPlace } from './card-desk.ts';

const PLACE: CardPlace = { trackId: 't1', reachBackSeconds: 30, guildId: '100', target: { kind: 'text', id: '200' } };
const ENTRY: DeskEntry = {
  ...{ momentId: 'm1', guildId: '100', status: 'claimed', claimedBy: '7' },
  votes: { clip: 3, not: 1, duplicate: 0 },
};
const MOMENT = aMoment({ id: 'm1' });

function setUp(overrides: Partial<CardDeskOptions> = {}) {
  const failed: string[] = [];
  const asked: (string | null)[] = [];
  const options = {
    moments: { series: async () => null },
    streams: { get: async () => null },
    summaryOf: async () => null,
    desk: {
      entry: async (_: string, guildId: string) => {
        asked.push(guildId);
        return ENTRY;
      },
    },
    marks: {
      ofMoment: async (_: string, guildId: string | null) => {
        asked.push(guildId);
        const at = { channel: 'ninja', source: 'chat', guildId: null, momentId: 'm1', at: NOON } as const;
        return [{ ...at, id: '1', authorId: '7', authorName: 'Ann', note: 'what a save' }];
      },
    },
    clips: { ofMoment: async () => null },
    clipPossible: () => true,
    dashboardUrl: null,
    observer: { stageFailed: (stage: string) => failed.push(stage) },
    ...overrides,
  } as unknown as CardDeskOptions;
  const cards = createCardDesk(options);
  return {
    failed,
    asked,
    compose: (place = PLACE, moment: HypeMoment = MOMENT, test = false) => cards.compose(place, moment, test),
  };
}

describe("a card's desk", () => {
  test("is that of the item's guild", async () => {
    const { compose, asked, failed } = setUp();
    expect((await compose()).desk).toEqual({
      ...{ votes: ENTRY.votes, status: 'claimed', claimedBy: '7' },
      notes: [{ author: 'Ann', text: 'what a save' }],
      ...{ clipProblem: null, canClip: true, clipping: false },
    });
    expect(asked).toEqual(['100', '100']);
    expect(failed).toEqual([]);
  });

  test.each([
    ['the terminal', { ...PLACE, target: { kind: 'terminal', id: '' } } as const, false],
    ['a rehearsal', PLACE, true],
  ])('%s has none, and nothing is looked up for it', async (_, place, isTest) => {
    const { compose, asked } = setUp();
    expect((await compose(place, MOMENT, isTest)).desk).toBeNull();
    expect(asked).toEqual([]);
  });

  const broken = async (): Promise<never> => {
    throw new Error('the disk is gone');
  };

  test('that cannot be read leaves a card with buttons, and says what failed', async () => {
    const { compose, failed } = setUp({
      desk: { entry: broken },
      marks: { ofMoment: broken },
      clips: { ofMoment: broken },
      clipPossible: () => {
        throw new Error('no idea');
      },
    });
    const card = await compose();
    expect(card.desk).toMatchObject({ status: 'open', votes: { clip: 0 }, notes: [], canClip: false });
    expect(card.velocity).toBe(38);
    expect(failed.toSorted()).toEqual(['clip-lookup', 'clip-possible', 'desk-lookup', 'marks-lookup']);
  });

  test('that never answers holds the card back for no longer than its time', async () => {
    const never = (): Promise<never> => new Promise(() => {});
    const { compose, failed } = setUp({
      desk: { entry: never },
      marks: { ofMoment: never },
      clips: { ofMoment: never },
    });
    expect((await compose()).desk).toMatchObject({ status: 'open', notes: [] });
    expect(failed.toSorted()).toEqual(['clip-lookup', 'desk-lookup', 'marks-lookup']);
  });
});
