import { parentPort, workerData } from 'node:worker_threads';
import { errorMessage } from '../../lib/error-message.ts';
import { BlockingSqlite } from './engine.ts';
import type { EngineAnswer, EngineFailure, EngineRequest } from './worker-protocol.ts';

/** The thread that owns a database file: waiting for the disk happens here and never where chat is read. */
function serve(port: NonNullable<typeof parentPort>, path: string): void {
  const answer = (message: EngineAnswer): void => port.postMessage(message);
  const failed = (id: number, error: unknown): void => answer({ what: 'failed', id, failure: describe(error) });
  let sqlite: BlockingSqlite;
  try {
    sqlite = new BlockingSqlite(path);
  } catch (error) {
    failed(0, error);
    return;
  }
  port.on('message', (request: EngineRequest) => {
    if (request.what === 'close') {
      sqlite.close();
      port.close();
      return;
    }
    try {
      answer({ what: 'done', id: request.id, result: sqlite.execute(request.sql, request.parameters) });
    } catch (error) {
      failed(request.id, error);
    }
  });
  answer({ what: 'opened' });
}

function describe(error: unknown): EngineFailure {
  const message = errorMessage(error);
  const errcode =
    error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null;
  return { message, errcode };
}

const { path } = workerData as { readonly path: string };
if (parentPort !== null) serve(parentPort, path);
