import type { Observer } from '../../../src/domain/ports/observer.ts';

/** Remembers what it was told, one line each. */
export class RecordingObserver implements Observer {
  readonly seen: string[] = [];
  readonly failures: unknown[] = [];

  eventReceived(kind: string): void {
    this.seen.push(`received ${kind}`);
  }
  eventDropped(stage: string, reason: string, intentional: boolean, count = 1): void {
    for (let i = 0; i < count; i++) this.seen.push(`dropped ${stage} ${reason}${intentional ? '' : ' lost'}`);
  }
  stageFailed(stage: string, error: unknown): void {
    this.seen.push(`failed ${stage}`);
    this.failures.push(error);
  }
  momentDetected(channel: string): void {
    this.seen.push(`moment ${channel}`);
  }
  alertPosted(receiver: string, outcome: string): void {
    this.seen.push(`alert ${receiver} ${outcome}`);
  }
  chatConnection(event: string, reason: string): void {
    this.seen.push(`connection ${event} ${reason}`);
  }
  channelJoin(outcome: string): void {
    this.seen.push(`join ${outcome}`);
  }
  commandAnswered(command: string, outcome: string): void {
    this.seen.push(`command ${command} ${outcome}`);
  }

  count(line: string): number {
    return this.seen.filter((seen) => seen === line).length;
  }
}
