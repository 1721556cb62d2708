import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRoute, routeHash, VIEWS } from './route.ts';

test.each([
  ['', { view: 'live', channel: null, stream: null }],
  ['#/history', { view: 'history', channel: null, stream: null }],
  ['#/live/Ninja', { view: 'live', channel: 'ninja', stream: null }],
  ['#/recap/ninja/40%2F1', { view: 'recap', channel: 'ninja', stream: '40/1' }],
  ['#/nonsense/<b>', { view: 'live', channel: null, stream: null }],
  ['#/live/%E0%A4%A', { view: 'live', channel: null, stream: null }],
])('%j', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
});

test('an address leads back to where it was made', () => {
  const login = fc.stringMatching(/^[a-z0-9][a-z0-9_]{0,24}$/);
  const stream = fc.option(fc.string({ unit: 'grapheme', minLength: 1 }));
  fc.assert(
    fc.property(fc.constantFrom(...VIEWS), login, stream, (view, channel, id) => {
      expect(parseRoute(routeHash({ view, channel, stream: id }))).toEqual({ view, channel, stream: id });
    }),
  );
});

test('an address never throws', () => {
  fc.assert(fc.property(fc.string(), (hash) => void parseRoute(hash)));
});
