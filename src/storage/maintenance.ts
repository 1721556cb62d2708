import type { Kysely } from 'kysely';
import type { EpochMs } from '../domain/chat-event.ts';
import { RETENTION_DAYS } from '../domain/privacy.ts';
import type { SqlDecisionStore } from './delivery/decision-store.ts';
import type { SqlOutboxStore } from './delivery/outbox-store.ts';
import { pruneClips, pruneMarks } from './desk/prune.ts';
import { pruneLabels } from './labels/label-store.ts';
import type { SqlMessageStore } from './messages/message-store.ts';
import type { Retractor } from './messages/retractor.ts';
import { pruneEmoteHours } from './metrics/emote-use-store.ts';
import { pruneHours, sumHours } from './metrics/hours.ts';
import { pruneMinutes } from './metrics/prune-minutes.ts';
import { pruneMoments, pruneSeries } from './moments/prune.ts';
import type { Schema } from './schema.ts';
import { pruneSpend } from './spend-store.ts';
import { shedLog } from './sqlite/shed-log.ts';
import type { SqlStreamStore } from './stream-store.ts';
import { pruneSummaries } from './summaries/summary-store.ts';

const dayMs = 86_400_000;
/** Rows deleted or summed at once; other work goes between two slices. */
const sliceRows = 500;
/** An hour is sixty minutes' rows. */
const sliceHours = 10;
/** Slices of one chore a call; the rest waits for the next call. */
const slicesMax = 4_000;

/** Days; what is not told is as in `RETENTION_DAYS`. */
export interface RetentionOptions {
  /** Messages, their labels, and summaries of them. */
  readonly messageRetentionDays: number;
  readonly metricsRetentionDays?: number;
  readonly seriesRetentionDays?: number;
  readonly alertRetentionDays?: number;
  readonly decisionRetentionDays?: number;
  readonly momentRetentionDays?: number;
  readonly spendRetentionDays?: number;
}

export interface MaintenanceParts {
  readonly db: Kysely<Schema>;
  readonly messages: SqlMessageStore;
  readonly retractor: Retractor;
  readonly outbox: SqlOutboxStore;
  readonly decisions: SqlDecisionStore;
  readonly streams: SqlStreamStore;
}

/** The detector looks back minutes; a day leaves room for a long outage. */
const samplesKeptDays = 1;

/** Sums past hours and deletes what is older than its keep, in slices, and takes it out of the log too. Stops between two slices when `signal` aborts. */
export async function runMaintenance(
  parts: MaintenanceParts,
  now: EpochMs,
  retention: RetentionOptions,
  signal: AbortSignal,
): Promise<void> {
  const { db, messages, retractor, outbox, decisions, streams } = parts;
  const before = (days: number): EpochMs => now - days * dayMs;
  const chores: readonly (() => Promise<boolean>)[] = [
    async () => (await sumHours(db, now, sliceRows)) === sliceRows,
    async () => (await messages.prune(before(retention.messageRetentionDays), sliceRows)) === sliceRows,
    async () => (await pruneLabels(db, before(retention.messageRetentionDays), sliceRows)) === sliceRows,
    async () => (await pruneSummaries(db, before(retention.messageRetentionDays), sliceRows)) === sliceRows,
    async () => retractor.prune(now),
    async () => (await outbox.settleCards(now, sliceRows)) === sliceRows,
    async () => (await pruneMinutes(db, 'minute_samples', before(samplesKeptDays), sliceRows)) === sliceRows,
    async () =>
      (await pruneHours(db, before(retention.metricsRetentionDays ?? RETENTION_DAYS.metrics), sliceHours)) ===
      sliceHours,
    async () =>
      (await pruneMinutes(
        db,
        'minute_moods',
        before(retention.metricsRetentionDays ?? RETENTION_DAYS.metrics),
        sliceRows,
      )) === sliceRows,
    async () =>
      (await pruneEmoteHours(db, before(retention.metricsRetentionDays ?? RETENTION_DAYS.metrics), sliceRows)) ===
      sliceRows,
    async () =>
      (await pruneSpend(db, before(retention.spendRetentionDays ?? RETENTION_DAYS.spend), sliceRows)) === sliceRows,
    async () =>
      (await pruneSeries(db, before(retention.seriesRetentionDays ?? RETENTION_DAYS.series), sliceRows)) === sliceRows,
    async () =>
      (await outbox.prune(before(retention.alertRetentionDays ?? RETENTION_DAYS.alerts), sliceRows)) === sliceRows,
    async () =>
      (await decisions.prune(before(retention.decisionRetentionDays ?? RETENTION_DAYS.decisions), sliceRows)) ===
      sliceRows,
    async () =>
      (await pruneMoments(db, before(retention.momentRetentionDays ?? RETENTION_DAYS.moments), sliceRows)) ===
      sliceRows,
    async () =>
      (await pruneMarks(db, before(retention.momentRetentionDays ?? RETENTION_DAYS.moments), sliceRows)) === sliceRows,
    async () =>
      (await pruneClips(db, before(retention.momentRetentionDays ?? RETENTION_DAYS.moments), sliceRows)) === sliceRows,
    async () =>
      (await streams.prune(before(retention.momentRetentionDays ?? RETENTION_DAYS.moments), sliceRows)) === sliceRows,
  ];
  for (const chore of chores) {
    for (let slice = 0; slice < slicesMax && !signal.aborted; slice++) {
      if (!(await chore())) break;
    }
  }
  if (!signal.aborted) await shedLog(db);
}
