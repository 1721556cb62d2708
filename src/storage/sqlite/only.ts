import { sql, type ColumnDefinitionBuilder, type CreateTableBuilder } from 'kysely';

/**
 * What another database would say differently in the schema; the connection's settings (engine.ts) and the file's
 * mark (identity.ts) are the other two places. Queries are plain Kysely.
 */

/** Rows lie in the order of the primary key, so that a range of it is read from neighbouring pages. */
export function clustered<Table extends string, Column extends string>(
  table: CreateTableBuilder<Table, Column>,
): CreateTableBuilder<Table, Column> {
  return table.modifyEnd(sql`without rowid`);
}

/** A primary key that counts up by itself and never gives a number twice. */
export function countingKey(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.primaryKey().autoIncrement();
}

/** Column type of raw bytes. */
export const BYTES = sql`blob`;
/** Column type of times in milliseconds and other integers beyond 32 bits. */
export const BIG = 'bigint';
/** Column type of 64-bit floating-point numbers. */
export const REAL = 'double precision';

/** Grows from row to row in the order in which a table (that is not clustered) got them. */
export const ARRIVAL = sql<number>`rowid`;
