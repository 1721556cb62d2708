import { expect, test } from 'vitest';
import { aNotice, aPipeline } from './testing.ts';

test('what the platform says of somebody who opted out is shown to nobody', () => {
  const shown: string[] = [];
  const dropped: string[] = [];
  const pipeline = aPipeline(
    {
      noticed: ({ author }) => void shown.push(author.login),
      dropped: (_, reason) => void dropped.push(reason),
    },
    { isOptedOut: (id) => id === 'shy' },
  );
  pipeline.accept(aNotice({ id: '1', user: 'shy', systemText: 'shy subscribed for 12 months!' }));
  pipeline.accept(aNotice({ id: '2', user: 'loud' }));
  expect(shown).toEqual(['loud']);
  expect(dropped).toEqual(['opted-out']);
});
