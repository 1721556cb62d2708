import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { OutageError } from '../lib/outage-error.ts';
import { createHealth } from './health.ts';
import { createLogger, redactSecrets } from './logger.ts';
import { createTelemetry } from './observer.ts';

function capture(): { stream: PassThrough; text: () => string } {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { stream, text: () => text };
}

describe('the logger', () => {
  test('never writes a secret, wherever it stands', () => {
    const { stream, text } = capture();
    const logger = createLogger('info', stream);
    const error = new Error('GET https://id.twitch.tv/oauth2/token?client_secret=hunter2&x=1 failed', {
      cause: new Error('Authorization: Bearer abcdefghijkl refused'),
    });
    logger.error({ error, token: 'hunter2', nested: { apiKey: 'hunter2' } }, 'failed');
    expect(text()).toContain('failed');
    expect(text()).not.toMatch(/hunter2|abcdefghijkl/);
  });

  test.each([
    ['oauth:abcdef123456', 'oauth:[redacted]'],
    ['?access_token=abc&b=1', '?access_token=[redacted]&b=1'],
    ['Bot MTIzNDU2.abc.def', 'Bot [redacted]'],
    ['no secret here', 'no secret here'],
  ])('redacts %s', (input, output) => {
    expect(redactSecrets(input)).toBe(output);
  });
});

describe('the observer', () => {
  test('tells a service that does not answer from a fault of ours', async () => {
    const { stream, text } = capture();
    const { observer, registry } = createTelemetry(createLogger('info', stream), () => 0);
    observer.stageFailed('emotes', new OutageError('nobody there'));
    observer.stageFailed('tick', new Error('boom'));
    expect(text()).toMatch(/"level":"warn".*nobody there/);
    expect(text()).toMatch(/"level":"error".*boom/);
    expect(await registry.metrics()).toContain('hypewire_stage_failures_total{stage="emotes"} 1');
  });

  test('counts every loss and thins its log lines', async () => {
    const { stream, text } = capture();
    let now = 0;
    const { observer, registry } = createTelemetry(createLogger('info', stream), () => now);
    for (let i = 0; i < 5; i++) observer.eventDropped('intake', 'full', false);
    now = 10_001;
    observer.eventDropped('intake', 'full', false, 3);
    observer.eventDropped('intake', 'duplicate', true);
    expect(text().match(/events lost/g)).toHaveLength(2);
    const metrics = await registry.metrics();
    expect(metrics).toContain('hypewire_events_dropped_total{stage="intake",reason="full",intentional="false"} 8');
    expect(metrics).toContain('reason="duplicate",intentional="true"} 1');
  });
});

describe('health', () => {
  const options = { version: '1', mode: 'live', startedAt: 0, now: () => 5_400 } as const;
  test.each([
    [['ok', 'off'], 'ok'],
    [['ok', 'degraded'], 'degraded'],
    [['degraded', 'down'], 'down'],
  ] as const)('parts %j make %s', (states, expected) => {
    const health = createHealth(
      options,
      states.map((state) => () => ({ name: 'part', state, detail: '' })),
    );
    expect(health.report()).toMatchObject({ state: expected, uptimeSeconds: 5 });
  });

  test('a part that throws is down, not the report', () => {
    const storage = (): never => {
      throw new Error('boom');
    };
    const { state, parts } = createHealth(options, [storage]).report();
    expect(state).toBe('down');
    expect(parts[0]).toMatchObject({ name: 'storage', detail: 'could not be asked: boom' });
  });
});
