import { Kysely } from 'kysely';
import { describe, expect, test } from 'vitest';
import { SqlMessageStore } from '../../src/storage/messages/message-store.ts';
import { Retractor } from '../../src/storage/messages/retractor.ts';
import { migrate, MIGRATIONS } from '../../src/storage/migrations/migrate.ts';
import type { MessageRow, Schema } from '../../src/storage/schema.ts';
import { sqliteDialect } from '../../src/storage/sqlite/dialect.ts';
import { openMemoryEngine } from '../../src/storage/sqlite/engine.ts';
import { ManualClock } from '../contract/storage/harness.ts';

interface Probe {
  readonly sqlite_schema: { readonly type: string; readonly name: string; readonly sql: string | null };
  readonly streams: { readonly id: string; readonly title: string };
}

const openEmpty = (): Kysely<Probe> => new Kysely<Probe>({ dialect: sqliteDialect(openMemoryEngine()) });
const bring = (db: Kysely<Probe>, migrations = MIGRATIONS) =>
  migrate(db as unknown as Kysely<unknown>, 'test.db', migrations);
const schemaOf = async (db: Kysely<Probe>) =>
  db.selectFrom('sqlite_schema').select(['type', 'name', 'sql']).orderBy('name').execute();

describe('migrations', () => {
  const names = Object.keys(MIGRATIONS);

  test('are listed in the order in which they run', () => {
    expect(names).toEqual(names.toSorted());
  });

  test.each(names.map((name, index) => [name, index + 1] as const))(
    'a file that ends at %s becomes what a new file is',
    async (_, count) => {
      const fresh = openEmpty();
      await bring(fresh);
      const older = openEmpty();
      await bring(older, Object.fromEntries(Object.entries(MIGRATIONS).slice(0, count)));
      await older.insertInto('streams').values(row).execute();
      await bring(older);
      expect(await schemaOf(older)).toEqual(await schemaOf(fresh));
      expect(await older.selectFrom('streams').select(['id', 'title']).execute()).toEqual([
        { id: 's1', title: 'Kept' },
      ]);
      await Promise.all([fresh.destroy(), older.destroy()]);
    },
  );

  test('let chat that was stored before keep its order', async () => {
    const db = openEmpty();
    await bring(db, Object.fromEntries(Object.entries(MIGRATIONS).slice(0, names.indexOf('0006-chat-again'))));
    const older = db as unknown as Kysely<{
      readonly messages: Omit<MessageRow, 'received_at' | 'first_ever' | 'emotes_json'>;
    }>;
    const said = (id: string, sent_at: number) => ({
      channel: 'alpha',
      id,
      chatter_id: 'c',
      display_name: 'C',
      text: 'hi',
      sent_at,
    });
    await older
      .insertInto('messages')
      .values([said('b', 20), said('a', 10)])
      .execute();
    await bring(db);
    const clock = new ManualClock(0);
    const today = db as unknown as Kysely<Schema>;
    const messages = new SqlMessageStore(today, new Retractor(today, clock), clock);
    expect(await messages.around('alpha', 10, 21, 10)).toMatchObject([
      { id: 'a', sentAt: 10, receivedAt: 10, emotes: [], firstEver: false },
      { id: 'b', sentAt: 20, receivedAt: 20 },
    ]);
    await db.destroy();
  });

  test('that fail leave nothing behind', async () => {
    const db = openEmpty();
    const broken = {
      up: async (trx: Kysely<unknown>): Promise<void> => {
        await trx.schema.createTable('half').addColumn('id', 'text').execute();
        throw new Error('no');
      },
    };
    await expect(bring(db, { ...MIGRATIONS, '9999-broken': broken })).rejects.toThrow(
      'test.db could not be brought to the newest schema',
    );
    expect((await schemaOf(db)).map((each) => each.name).filter((name) => ['half', 'streams'].includes(name))).toEqual(
      [],
    );
    await bring(db);
    await db.destroy();
  });

  test('of a newer version are refused', async () => {
    const db = openEmpty();
    await bring(db, { ...MIGRATIONS, '9999-future': { up: async () => {} } });
    await expect(bring(db)).rejects.toThrow(/newer Hypewire .*"9999-future"/);
    await db.destroy();
  });
});

const row = { id: 's1', title: 'Kept', channel: 'alpha', room_id: '1', started_at: 1, category: '' } as {
  id: string;
  title: string;
};
