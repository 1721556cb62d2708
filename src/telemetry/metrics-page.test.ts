import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { addGauges, type GaugeSources } from './gauges.ts';
import { createLogger } from './logger.ts';
import { createTelemetry, type Telemetry } from './observer.ts';
import { addProcessMetrics } from './process-metrics.ts';

const sources: GaugeSources = {
  queues: () => ({ storage: 3, outbox: 0 }),
  channels: () => [{ channel: 'ninja', messagesPerSecond: 12 }],
  connections: () => ({ connected: 1, connecting: 0, waiting: 0 }),
};

/** Everything that can be counted, counted once. */
function everything(): Telemetry {
  const telemetry = createTelemetry(createLogger('silent'), () => 0);
  const { observer, web, models } = telemetry;
  observer.eventReceived('message');
  observer.eventDropped('intake', 'duplicate', true);
  observer.stageFailed('tick', new Error('x'));
  observer.momentDetected('ninja');
  observer.alertPosted('discord', 'delivered', 300);
  observer.chatConnection('connected', 'start');
  observer.channelJoin('joined');
  observer.commandAnswered('stats', 'ok', 20);
  web.requestAnswered('/api/channels', 'GET', 200, 3);
  web.socketOpened('events');
  web.socketClosed('events', 'client-left');
  web.frameSent('chat_message', 3, 4);
  web.frameCoalesced('metrics');
  models.modelCalled('headline', 'answered', 900, 0.002);
  addGauges(telemetry.registry, sources);
  return telemetry;
}

describe('the page of counters', () => {
  test('passes the check of Prometheus itself', async ({ skip }) => {
    const { registry } = everything();
    using _measuring = addProcessMetrics(registry);
    const page = await registry.metrics();
    const checked = spawnSync('promtool', ['check', 'metrics'], { input: page, encoding: 'utf8' });
    skip(checked.error !== undefined, 'promtool is not installed (Debian package prometheus)');
    expect({ status: checked.status, output: checked.stdout + checked.stderr }).toEqual({ status: 0, output: '' });
  });

  test('holds latencies as histograms and spend in dollars', async () => {
    const page = await everything().registry.metrics();
    expect(page).toContain('hypewire_ws_frame_latency_seconds_bucket{le="0.005"} 1');
    expect(page).toContain('hypewire_http_request_duration_seconds_count 1');
    expect(page).toContain('hypewire_model_spend_dollars_total{purpose="headline"} 0.002');
    expect(page).toContain('hypewire_ws_frames_total{type="chat_message"} 3');
    expect(page).toContain('hypewire_ws_clients{kind="events"} 0');
    expect(page).toContain('hypewire_queue_items{queue="storage"} 3');
  });

  test('names no more than twenty channels, the busiest, and forgets them', async () => {
    const { registry } = createTelemetry(createLogger('silent'), () => 0);
    let names = 'c';
    const channels = () => Array.from({ length: 500 }, (_, i) => ({ channel: `${names}${i}`, messagesPerSecond: i }));
    addGauges(registry, { ...sources, channels });
    await registry.metrics();
    names = 'd';
    const lines = (await registry.metrics()).split('\n').filter((line) => line.includes('per_second{'));
    expect(lines).toHaveLength(21);
    expect(lines[0]).toBe('hypewire_channel_messages_per_second{channel="d499"} 499');
    const others = channels().reduce((sum, { messagesPerSecond }) => sum + messagesPerSecond, 0) - (480 + 499) * 10;
    expect(lines.at(-1)).toBe(`hypewire_channel_messages_per_second{channel="(other)"} ${others}`);
    expect(await registry.metrics()).toContain('hypewire_channels_watched 500');
  });

  test('shows the process', async () => {
    const { registry } = createTelemetry(createLogger('silent'), () => 0);
    using _measuring = addProcessMetrics(registry);
    const first = await registry.metrics();
    const cpu = (page: string) => Number(/^process_cpu_seconds_total (\S+)$/m.exec(page)?.[1]);
    expect(first).toMatch(/^process_resident_memory_bytes [1-9]/m);
    expect(first).toMatch(/^hypewire_event_loop_delay_seconds{percentile="99"} \d/m);
    expect(cpu(first)).toBeGreaterThan(0);
    expect(cpu(await registry.metrics())).toBeGreaterThanOrEqual(cpu(first));
  });
});
