import type { StatementResult } from './engine.ts';

/** To the thread that owns the connection. */
export type EngineRequest =
  | { readonly what: 'execute'; readonly id: number; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly what: 'close' };

/** An error without its class, which does not survive the way between threads. `errcode` is SQLite's result code. */
export interface EngineFailure {
  readonly message: string;
  readonly errcode: number | null;
}

/** From that thread: first `opened` or `failed` with id 0, then one answer a request, in order. */
export type EngineAnswer =
  | { readonly what: 'opened' }
  | { readonly what: 'done'; readonly id: number; readonly result: StatementResult }
  | { readonly what: 'failed'; readonly id: number; readonly failure: EngineFailure };
