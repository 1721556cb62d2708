import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { sendProblem } from './error-handler.ts';
import { HEADERS } from './headers.ts';
import { problem, PROBLEM_TYPE, type Problem } from './problem.ts';

/** An address that cannot be decoded, found before any hook runs. */
export function answerBadAddress(_error: Error, _request: unknown, reply: FastifyReply): void {
  void reply.headers(HEADERS);
  sendProblem(reply, problem('invalid-input', 'The address cannot be read. Write % as %25.'));
}

/** What is no HTTP that Node can read, arrives too slowly or has too large a head: answered once, then hung up on. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const answer = problemOf(error.code);
  const body = JSON.stringify(answer);
  const headers = {
    ...HEADERS,
    connection: 'close',
    'content-type': PROBLEM_TYPE,
    'content-length': String(Buffer.byteLength(body)),
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n${head.join('')}\r\n${body}`,
    // The rest of what is being sent would keep the connection open.
    () => socket.destroy(),
  );
}

function problemOf(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW')
    return problem('head-too-large', 'Address and headers together may have 16 KiB. Ask for less at once.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return problem('too-slow', 'The whole request must arrive within 10 seconds. Send it again.');
  return problem('invalid-input', 'This is no HTTP request that can be read.');
}
