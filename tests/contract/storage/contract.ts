import { chatterContract } from './chatters.ts';
import { deskContract } from './desk.ts';
import { feelingsContract } from './feelings.ts';
import type { StorageFactory } from './harness.ts';
import { labelContract } from './labels.ts';
import { markContract } from './marks.ts';
import { messageContract } from './messages.ts';
import { metricsContract } from './metrics.ts';
import { momentContract } from './moments.ts';
import { outboxContract } from './outbox.ts';
import { pagingContract } from './paging.ts';
import { recordsContract } from './records.ts';
import { summaryContract } from './summaries.ts';

/** What every implementation of the storage ports must do, whatever keeps the data. */
export function storageContract(open: StorageFactory): void {
  momentContract(open);
  pagingContract(open);
  metricsContract(open);
  messageContract(open);
  outboxContract(open);
  recordsContract(open);
  deskContract(open);
  markContract(open);
  feelingsContract(open);
  summaryContract(open);
  labelContract(open);
  chatterContract(open);
}
