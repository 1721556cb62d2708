import { describe, expect, test } from 'vitest';
import { checkNode } from './check-node.ts';
import { bad, networkReason, off, ok, renderFinding, shownAddress } from './finding.ts';

describe('a line of the report', () => {
  test('mark, name, text', () => {
    expect(renderFinding(ok('charts', 'fine.'), [])).toBe('✔ charts         fine.');
    expect(renderFinding(bad('charts', 'broken.'), [])).toBe('✘ charts         broken.');
    expect(renderFinding(off('charts', 'unused.'), [])).toBe('– charts         unused.');
  });

  test('shows no secret and no password of an address', () => {
    const line = renderFinding(bad('x', 'Bearer abcdef123 failed at ws://me:pass@host/chat?x'), ['abcdef123']);
    expect(line).toContain('Bearer [redacted] failed at ws://[redacted]@host/chat');
    expect(line).not.toMatch(/abcdef123|pass@/);
  });

  test('a short value is no reason to blank out words', () => {
    expect(renderFinding(ok('x', 'all is well'), ['all'])).toContain('all is well');
  });

  test('stays one harmless line', () => {
    const line = renderFinding(ok('x', `a\nb\x1b[31m${'long '.repeat(500)}`), []);
    expect(line).not.toContain('\n');
    expect(line).not.toContain('\x1b');
    expect(line.length).toBeLessThan(700);
  });
});

test.each([
  ['wss://user:pw@irc.example:443/path?token=1', 'wss://irc.example/path'],
  ['http://127.0.0.1:3001/', 'http://127.0.0.1:3001'],
])('%s is shown as %s', (url, shown) => expect(shownAddress(url).replace(':443', '')).toBe(shown));

test.each([
  [new DOMException('x', 'TimeoutError'), 'no answer in time'],
  [
    new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) }),
    'ECONNREFUSED',
  ],
  [new TypeError('fetch failed', { cause: new Error('other side closed') }), 'other side closed'],
  ['odd', 'odd'],
])('why the network failed: %s', (error, reason) => expect(networkReason(error)).toBe(reason));

describe('Node', () => {
  test.each([
    ['24.15.0', 'ok'],
    ['24.21.0', 'ok'],
    ['24.14.9', 'bad'],
    ['20.19.0', 'bad'],
    ['26.0.0', 'bad'],
  ])('%s is %s', (version, state) => expect(checkNode(version, '>=24.15 <25').state).toBe(state));

  test('what package.json asks for can be read', () => expect(checkNode(process.versions.node).state).toBe('ok'));
});
