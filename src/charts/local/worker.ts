import { parentPort } from 'node:worker_threads';
import { errorMessage } from '../../lib/error-message.ts';
import { ChartPainter } from './chart-painter.ts';
import type { DrawReply, DrawRequest } from './worker-protocol.ts';

/** Entry of the drawing thread. It keeps one painter and answers each request once. */
function serve(port: NonNullable<typeof parentPort>): void {
  const painter = new ChartPainter();
  port.on('message', (request: DrawRequest) => {
    const reply = draw(painter, request);
    port.postMessage(reply, reply.kind === 'drawn' ? [reply.png.buffer] : []);
  });
}

function draw(painter: ChartPainter, request: DrawRequest): DrawReply {
  try {
    // A copy of its own: the bytes move to the other thread together with the memory they lie in.
    return { kind: 'drawn', png: new Uint8Array(painter.paint(request.chart)) };
  } catch (error) {
    return { kind: 'failed', message: errorMessage(error) };
  }
}

if (parentPort === null) throw new Error('this file runs as a worker thread');
serve(parentPort);
