import type { Kysely } from 'kysely';
import type { ChannelName, EpochMs } from '../../domain/chat-event.ts';
import type { MinuteMood, Mood } from '../../domain/mood.ts';
import type { MoodStore } from '../../domain/ports/stores.ts';
import type { MinuteMoodRow, Schema } from '../schema.ts';

/** Minutes written in one statement. */
const writeRows = 200;
/** Minutes read at once. */
const readRows = 1_000;

export class SqlMoodStore implements MoodStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async saveMinutes(minutes: readonly MinuteMood[]): Promise<void> {
    for (let start = 0; start < minutes.length; start += writeRows) {
      // One statement cannot write a row twice; the later one is the fuller one.
      const slice = new Map(
        minutes.slice(start, start + writeRows).map((each) => [`${each.minute} ${each.channel}`, each]),
      );
      await this.#db
        .insertInto('minute_moods')
        .values([...slice.values()].map(toRow))
        .onConflict((conflict) =>
          conflict.columns(['channel', 'minute']).doUpdateSet((eb) => ({
            messages: eb.ref('excluded.messages'),
            score: eb.ref('excluded.score'),
            positive: eb.ref('excluded.positive'),
            neutral: eb.ref('excluded.neutral'),
            negative: eb.ref('excluded.negative'),
            moods_json: eb.ref('excluded.moods_json'),
            dominant: eb.ref('excluded.dominant'),
            confidence: eb.ref('excluded.confidence'),
          })),
        )
        .execute();
    }
  }

  async minutes(channel: ChannelName, from: EpochMs, to: EpochMs): Promise<readonly MinuteMood[]> {
    const minutes: MinuteMood[] = [];
    let next = from;
    for (;;) {
      const rows = await this.#db
        .selectFrom('minute_moods')
        .selectAll()
        .where('channel', '=', channel)
        .where('minute', '>=', next)
        .where('minute', '<', to)
        .orderBy('minute')
        .limit(readRows)
        .execute();
      for (const row of rows) minutes.push(fromRow(row));
      const last = rows.at(-1);
      if (last === undefined || rows.length < readRows) return minutes;
      next = last.minute + 1;
    }
  }
}

function toRow(mood: MinuteMood): MinuteMoodRow {
  return {
    channel: mood.channel,
    minute: mood.minute,
    messages: mood.messages,
    score: mood.score,
    positive: mood.shares.positive,
    neutral: mood.shares.neutral,
    negative: mood.shares.negative,
    moods_json: JSON.stringify(mood.moods),
    dominant: mood.dominant,
    confidence: mood.confidence,
  };
}

function fromRow(row: MinuteMoodRow): MinuteMood {
  return {
    channel: row.channel,
    minute: row.minute,
    messages: row.messages,
    score: row.score,
    shares: { positive: row.positive, neutral: row.neutral, negative: row.negative },
    moods: JSON.parse(row.moods_json) as MinuteMood['moods'],
    dominant: row.dominant as Mood,
    confidence: row.confidence,
  };
}
