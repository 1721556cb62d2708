import { expect, test } from 'vitest';
import { isPrivateHost } from './private-host.ts';

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.3.2.1', true],
  ['[::1]', true],
  ['::1', true],
  ['10.1.2.3', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.50', true],
  ['169.254.1.1', true],
  ['[fd00::1]', true],
  ['[fe80::1]', true],
  ['[2001:db8::1]', false],
  ['::ffff:192.168.0.1', true],
  ['8.8.8.8', false],
  ['ollama', true],
  ['gpu.local', true],
  ['host.docker.internal', true],
  ['box.lan.', true],
  ['api.openai.com', false],
  ['local.example.com', false],
  ['', false],
])('%s: %s', (host, expected) => {
  expect(isPrivateHost(host)).toBe(expected);
});
