import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeRoute, encodeRoute } from './custom-id.ts';

const part = fc.string({ minLength: 1, maxLength: 15, unit: 'grapheme' });

describe('custom ids', () => {
  test('whatever fits comes back as it was', () => {
    fc.assert(
      fc.property(
        part,
        part,
        fc.array(fc.string({ maxLength: 15 }), { maxLength: 4 }),
        fc.integer({ min: 0, max: 99 }),
        (command, action, args, copy) => {
          const id = encodeRoute({ command, action, args }, copy);
          if (id === null) return;
          expect(id.length).toBeLessThanOrEqual(100);
          expect(decodeRoute(id)).toEqual({ command, action, args });
        },
      ),
    );
  });

  test('a plain route reads as documented', () => {
    expect(encodeRoute({ command: 'track', action: 'remove', args: ['t1', 'a:b~c%'] })).toBe(
      'v1:track:remove:t1:a%3ab%7ec%25',
    );
    expect(encodeRoute({ command: 'history', action: 'page', args: ['2'] }, 3)).toBe('v1:history:page:2~3');
  });

  test('what is too long is refused', () => {
    expect(encodeRoute({ command: 'a', action: 'b', args: ['x'.repeat(93)] })).toHaveLength(100);
    expect(encodeRoute({ command: 'a', action: 'b', args: ['x'.repeat(94)] })).toBeNull();
  });

  test.each([
    '',
    'v1',
    'v1:',
    'v1:track',
    'v1:track:',
    'v2:track:remove',
    'clip:approve:1',
    'v1:track:re%41move',
    'v1:a:b:%',
    'v1:a~b:c',
    `v1:a:b:${'x'.repeat(94)}`,
  ])('a foreign id is refused: %s', (id) => {
    expect(decodeRoute(id)).toBeNull();
  });

  test('any string decodes or is refused, without a throw', () => {
    fc.assert(fc.property(fc.string({ maxLength: 120 }), (id) => void decodeRoute(id)));
    fc.assert(fc.property(fc.string({ maxLength: 100 }), (rest) => void decodeRoute(`v1:${rest}`)));
  });
});
