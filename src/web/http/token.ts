import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from './problem.ts';

const BEARER = /^Bearer +([^ ]{1,512})$/i;

/** A hook for routes that change something: lets only those through who know the token. */
export function requireToken(token: string | null): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const expected = token === null ? null : digest(token);
  return async (request, reply) => {
    if (expected === null)
      throw new ProblemError(
        'forbidden',
        'Nothing can be changed over HTTP without a token. Set WEB_TOKEN and restart.',
      );
    const given = BEARER.exec(request.headers.authorization ?? '')?.[1];
    // Digests have one length, so that the time of the comparison tells nothing.
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return;
    void reply.header('www-authenticate', given === undefined ? 'Bearer' : 'Bearer error="invalid_token"');
    throw new ProblemError(
      'no-token',
      given === undefined
        ? 'Send the header Authorization: Bearer TOKEN with the value of WEB_TOKEN.'
        : 'The token is not the right one. It is the value of WEB_TOKEN.',
    );
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
