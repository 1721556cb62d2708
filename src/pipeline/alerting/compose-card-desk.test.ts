import { describe, expect, test } from 'vitest';
import { NO_VOTES, type DeskEntry, type Mark, type MomentClip } from '../../domain/desk.ts';
import { composeCardDesk } from './compose-card-desk.ts';
import { composeCard } from './compose-card.ts';
import { aMoment, NOON } from './testing.ts';

const entry: DeskEntry = { momentId: 'm1', guildId: '1', status: 'open', claimedBy: null, votes: NO_VOTES };
const mark: Mark = {
  ...{ id: '1', channel: 'ninja', source: 'chat', guildId: null, momentId: 'm1', at: NOON },
  ...{ authorId: '7', authorName: 'Ann', note: 'what a save' },
};
const aClip = (over: Partial<MomentClip>): MomentClip => ({
  ...{ momentId: 'm1', channel: 'ninja', state: 'ready', clipId: 'c', url: 'https://clips.twitch.tv/c' },
  ...{ account: 'bot', problem: null, at: NOON, ...over },
});

describe('the desk of a card', () => {
  test.each([
    ['none yet', null, true, { canClip: true, clipping: false, clipProblem: null }],
    ['none, and none to be had', null, false, { canClip: false, clipping: false, clipProblem: null }],
    [
      'being made',
      aClip({ state: 'creating', url: null }),
      true,
      { canClip: false, clipping: true, clipProblem: null },
    ],
    ['ready', aClip({}), true, { canClip: false, clipping: false, clipProblem: null }],
    [
      'failed',
      aClip({ state: 'failed', url: null, problem: 'Clips are off.' }),
      true,
      { canClip: true, clipping: false, clipProblem: 'Clips are off.' },
    ],
    [
      'failed for a reason nobody gave',
      aClip({ state: 'failed', url: null }),
      false,
      { canClip: false, clipping: false, clipProblem: 'Twitch did not say why.' },
    ],
  ])('clip: %s', (_, clip, clipPossible, expected) => {
    expect(composeCardDesk({ entry, marks: [], clip, clipPossible })).toMatchObject(expected);
  });

  test('carries who marked it and what they wrote, bounded', () => {
    const marks = Array.from({ length: 300 }, () => mark);
    const { notes } = composeCardDesk({ entry, marks, clip: null, clipPossible: false });
    expect(notes[0]).toEqual({ author: 'Ann', text: 'what a save' });
    expect(notes).toHaveLength(100);
  });

  test('a rehearsal and an attack have none, and no clip', () => {
    const options = { stream: null, reachBackSeconds: 30, dashboardUrl: null, chart: null };
    const desk = { entry, marks: [], clip: aClip({}), clipPossible: true };
    expect(composeCard(aMoment(), { ...options, test: false, desk })).toMatchObject({
      desk: { status: 'open' },
      links: { clip: 'https://clips.twitch.tv/c' },
    });
    for (const card of [
      composeCard(aMoment(), { ...options, test: true, desk }),
      composeCard(aMoment({ attack: true }), { ...options, test: false, desk }),
      composeCard(aMoment(), { ...options, test: false }),
    ]) {
      expect(card.desk).toBeNull();
      expect(card.links.clip).toBeNull();
    }
  });
});
