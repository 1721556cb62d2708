/**
 * What happened, past tense, one method an event. The implementation feeds log and counter together, so the two
 * cannot drift apart. `reason` values are bounded: they become metric labels.
 */
export interface Observer {
  eventReceived(kind: string): void;
  /** `intentional`: the rules said so. Otherwise something was lost, and it is logged as an error. */
  eventDropped(stage: string, reason: string, intentional: boolean, count?: number): void;
  /** A bug or an outage inside one part; the part goes on. */
  stageFailed(stage: string, error: unknown): void;
  momentDetected(channel: string): void;
  alertPosted(receiver: string, outcome: 'delivered' | 'retryable' | 'rejected', latencyMs: number): void;
  chatConnection(event: 'connected' | 'closed' | 'refused', reason: string): void;
  channelJoin(outcome: string): void;
  commandAnswered(command: string, outcome: 'ok' | 'user-error' | 'bug', latencyMs: number): void;
}

/** What happened between the bot and language models. `purpose` and `outcome` are bounded: they become metric labels. */
export interface ModelObserver {
  /** `outcome`: `answered`, or the bounded reason why not. */
  modelCalled(purpose: string, outcome: string, latencyMs: number, usd: number): void;
}
