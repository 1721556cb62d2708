import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDemo, type DemoBot } from './demo-bot.ts';

const root = path.resolve(import.meta.dirname, '../..');
const installed = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
const IS_COMPLETE = installed('prometheus') && installed('promtool');
/** Two scrapes make a rate. */
const SCRAPE_EVERY_S = 1;

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [at: number, value: string];
}

/** A Prometheus of its own, told what the documentation says. */
class Prometheus implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #url: string;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.#url = url;
  }

  static async start(folder: string, config: string): Promise<Prometheus> {
    const address = `127.0.0.1:${await freePort()}`;
    const args = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${path.join(folder, 'series')}`,
      `--web.listen-address=${address}`,
    ];
    return new Prometheus(spawn('prometheus', args, { cwd: folder, stdio: 'ignore' }), `http://${address}`);
  }

  async get(place: string): Promise<unknown> {
    const response = await fetch(`${this.#url}/api/v1/${place}`);
    const body = (await response.json()) as {
      readonly status: string;
      readonly data: unknown;
      readonly error?: string;
    };
    if (body.status !== 'success') throw new Error(`${place}: ${body.error}`);
    return body.data;
  }

  async query(expression: string): Promise<readonly Series[]> {
    const data = await this.get(`query?query=${encodeURIComponent(expression)}`);
    return (data as { readonly result: readonly Series[] }).result;
  }

  /** Null while it does not answer yet. */
  async target(): Promise<{ readonly health: string; readonly lastError: string } | null> {
    if (this.#child.exitCode !== null) throw new Error(`Prometheus ended with ${this.#child.exitCode}`);
    const data = await this.get('targets').catch(() => null);
    const [target] = (data as { activeTargets: { health: string; lastError: string }[] } | null)?.activeTargets ?? [];
    return target ?? null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }
}

/** Prometheus does not say which port it chose, so it is told one that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What docs/api.md tells people to write, for this bot, and in a hurry. */
function documentedConfig(bot: DemoBot): string {
  const [, yaml = ''] = /```yaml\n(scrape_configs:[^]*?)```/.exec(readFileSync(`${root}/docs/api.md`, 'utf8')) ?? [];
  expect(yaml).toContain("'127.0.0.1:8080'");
  const file = path.join(bot.folder, 'prometheus.yml');
  const target = new URL(bot.url).host;
  writeFileSync(file, `global: { scrape_interval: ${SCRAPE_EVERY_S}s }\n${yaml.replace('127.0.0.1:8080', target)}`);
  return file;
}

/** Every question of the dashboard, its variables filled in as Grafana does. */
function dashboardQueries(): readonly string[] {
  const text = readFileSync(path.join(root, 'docs/grafana-dashboard.json'), 'utf8');
  const queries = [...text.matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(([, expr = '']) => JSON.parse(expr) as string);
  return queries.map((query) => query.replaceAll('$__rate_interval', '1m'));
}

describe.skipIf(!IS_COMPLETE)('a real Prometheus (needs the Debian package prometheus)', () => {
  let demo: DemoBot;
  let prometheus: Prometheus;
  let config: string;
  beforeAll(async () => {
    demo = await startDemo();
    config = documentedConfig(demo);
    prometheus = await Prometheus.start(demo.folder, config);
  }, 40_000);
  afterAll(async () => {
    await prometheus?.[Symbol.asyncDispose]();
    await demo?.[Symbol.asyncDispose]();
  });

  test('finds nothing to say about the page of a bot that runs, nor about the documented settings', async () => {
    const page = await (await fetch(`${demo.url}/metrics`)).text();
    const checked = spawnSync('promtool', ['check', 'metrics'], { input: page, encoding: 'utf8' });
    expect(checked.stdout + checked.stderr).toBe('');
    expect(checked.status).toBe(0);
    expect(spawnSync('promtool', ['check', 'config', config]).status).toBe(0);
    // The judge is awake: a counter that does not end in _total is not to its liking.
    const poor = spawnSync('promtool', ['check', 'metrics'], {
      input: '# TYPE hypewire_things counter\nhypewire_things 1\n',
    });
    expect(poor.status).not.toBe(0);
  });

  test('scrapes it', async () => {
    await expect.poll(() => prometheus.target(), { timeout: 30_000 }).toMatchObject({ health: 'up', lastError: '' });
    const counted = async (): Promise<readonly Series[]> => prometheus.query('sum(hypewire_chat_events_total)');
    await expect.poll(async () => (await counted()).length, { timeout: 10_000 }).toBeGreaterThan(0);
    const [first] = await counted();
    const before = Number(first?.value[1]);
    await expect.poll(async () => Number((await counted())[0]?.value[1]), { timeout: 10_000 }).toBeGreaterThan(before);
    const series = await prometheus.query('{__name__=~"hypewire_.+"}');
    const names = new Set(series.map(({ metric }) => metric['__name__']));
    expect(names.size).toBeGreaterThan(10);
    expect(new Set(series.map(({ metric }) => metric['job']))).toEqual(new Set(['hypewire']));
  }, 40_000);

  test('understands every question of the Grafana dashboard, and knows what they ask for', async () => {
    const metadata = (await prometheus.get('targets/metadata?limit=1000')) as { metric: string; help: string }[];
    const known = new Set(metadata.map(({ metric }) => metric));
    const queries = dashboardQueries();
    expect(queries.length).toBeGreaterThan(10);
    for (const query of queries) {
      // Throws where it is no PromQL. What never happened yet has no answer.
      await prometheus.query(query);
      const names = [...query.matchAll(/\b(?:hypewire|process|nodejs)_[a-z_]+/g)].map(([name]) => name);
      expect(names.length, query).toBeGreaterThan(0);
      for (const name of names) expect(known, query).toContain(name.replace(/_bucket$/, ''));
    }
    const chat = '{__name__=~"hypewire_chat_events_total|hypewire_channels_watched|process_resident_memory_bytes"}';
    expect((await prometheus.query(`count by (__name__) (${chat})`)).length).toBe(3);
    expect(metadata.filter(({ metric, help }) => metric.startsWith('hypewire_') && help === '')).toEqual([]);
  }, 40_000);
});
