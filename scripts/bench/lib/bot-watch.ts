import { repeat } from '../../../src/lib/repeat.ts';
import { MetricsPage } from './metrics-page.ts';

const EVERY_MS = 1_000;
const MB = 2 ** 20;

/** Looks at the counters of a running bot once a second. */
export class BotWatch implements AsyncDisposable {
  /** Most items that waited in any queue. */
  queueMax = 0;
  /** Resident memory, one value a second. */
  readonly rssMb: number[] = [];
  /** How late the bot's main thread ran: the 95th percentile of each second. */
  readonly lateMs: number[] = [];
  readonly #looking: AsyncDisposable;
  #failure: Error | null = null;

  constructor(url: string) {
    this.#looking = repeat(
      EVERY_MS,
      async () => {
        const page = await MetricsPage.read(url);
        this.queueMax = Math.max(this.queueMax, page.max('hypewire_queue_items'));
        this.rssMb.push(page.max('process_resident_memory_bytes') / MB);
        this.lateMs.push(page.sum('hypewire_event_loop_delay_seconds', { percentile: '95' }) * 1_000);
      },
      (error) => {
        this.#failure ??= new Error('the bot did not show its counters', { cause: error });
      },
    );
  }

  /** @throws when the bot could not be looked at all the time */
  assertSawEverything(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#looking[Symbol.asyncDispose]();
  }
}
