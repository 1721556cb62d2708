import { describe, expect, test } from 'vitest';
import { openFileEngine } from './worker-engine.ts';
import { BlockingSqlite, openMemoryEngine, type SqliteEngine } from './engine.ts';

const engines: readonly (readonly [string, () => Promise<SqliteEngine>])[] = [
  ['on this thread', async () => openMemoryEngine()],
  ['on a thread of its own', () => openFileEngine(':memory:')],
];

test('prepared statements do not pile up, and those in use stay', () => {
  const sqlite = new BlockingSqlite(':memory:');
  for (let index = 0; index < 500; index++) {
    sqlite.execute('select ? as kept', [index]);
    expect(sqlite.execute(`select ${index} as n`, []).values).toEqual([index]);
  }
  expect(sqlite.statements).toBe(200);
  const long = `select '${'x'.repeat(10_000)}' as text`;
  expect(sqlite.execute(long, []).values).toHaveLength(1);
  expect(sqlite.execute('select ? as kept', [7]).values).toEqual([7]);
  expect(sqlite.statements).toBe(200);
  sqlite.close();
});

describe.each(engines)('SQLite %s', (_, open) => {
  test('keeps every kind of value', async () => {
    const engine = await open();
    await engine.execute('create table t (a, b, c, d, e)', []);
    const bytes = new Uint8Array([0, 255]);
    expect(
      await engine.execute('insert into t values (?, ?, ?, ?, ?)', ['x\0y', 1.5, null, true, bytes]),
    ).toMatchObject({ changes: 1 });
    const { columns, values } = await engine.execute('select * from t', []);
    expect({ columns, values }).toEqual({ columns: ['a', 'b', 'c', 'd', 'e'], values: ['x\0y', 1.5, null, 1, bytes] });
    await engine.close();
  });

  test('gives the rows of statements that change and return', async () => {
    const engine = await open();
    await engine.execute('create table t (a)', []);
    const { values } = await engine.execute('insert into t values (1), (2) returning a', []);
    expect(values).toEqual([1, 2]);
    await engine.close();
  });

  test.each([undefined, new Date(), () => 1])('refuses a value it cannot keep (%#)', async (value) => {
    const engine = await open();
    await engine.execute('create table t (a)', []);
    await expect(engine.execute('insert into t values (?)', [value])).rejects.toThrow();
    await engine.close();
  });

  test('reports errors and goes on', async () => {
    const engine = await open();
    await expect(engine.execute('select * from missing', [])).rejects.toMatchObject({
      message: 'no such table: missing',
      errcode: 1,
    });
    await engine.execute('rollback', []);
    expect((await engine.execute('select 1 as one', [])).values).toEqual([1]);
    await engine.close();
  });

  test('can be closed twice, and refuses work afterwards', async () => {
    const engine = await open();
    await engine.close();
    await engine.close();
    await expect(engine.execute('select 1', [])).rejects.toThrow();
  });
});
