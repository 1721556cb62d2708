import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { UserError } from '../../domain/command.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { WebApp } from './app.ts';
import { fieldHelp } from './field-help.ts';
import { problem, ProblemError, PROBLEM_TYPE, type FieldProblem, type Problem } from './problem.ts';

const BODY_KINDS: Readonly<Record<string, readonly ['invalid-input' | 'too-large' | 'wrong-format', string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too-large', 'A request body may have 64 KiB.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['wrong-format', 'Send JSON with Content-Type: application/json.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['invalid-input', 'The body is empty. Send a JSON object.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['invalid-input', 'The body is no valid JSON. Send a JSON object.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['invalid-input', 'The body is not as long as Content-Length says.'],
};

/** Every failure leaves as a problem: mistakes with what to do, bugs without their insides. */
export function handleErrors(app: WebApp, logger: Logger): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = problemOf(error);
    if (answer.status >= 500) logger.error({ error, route: request.routeOptions.url }, 'request failed');
    return sendProblem(reply, answer);
  });
  app.setNotFoundHandler((request: FastifyRequest, reply) =>
    sendProblem(
      reply,
      problem('not-found', `There is no ${request.method} at this address. /api/docs lists what there is.`),
    ),
  );
}

export function sendProblem(reply: FastifyReply, answer: Problem): FastifyReply {
  return reply.code(answer.status).type(PROBLEM_TYPE).send(JSON.stringify(answer));
}

function problemOf(error: FastifyError): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof UserError) return problem('cannot-do', error.message);
  if (hasZodFastifySchemaValidationErrors(error)) return invalidInput(error);
  const body = BODY_KINDS[error.code];
  if (body !== undefined) return problem(...body);
  if (error.statusCode === 429) return problem('too-many', 'Wait as many seconds as Retry-After says, then try again.');
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return problem('invalid-input', 'The request could not be read.');
  return problem('internal', 'The bot goes on. Its log says more.');
}

function invalidInput(error: {
  readonly validation: readonly { readonly instancePath: string; readonly message?: string | undefined }[];
  readonly validationContext?: string | undefined;
}): Problem {
  const where = error.validationContext === 'querystring' ? 'query' : (error.validationContext ?? 'request');
  const errors = error.validation.map(({ instancePath, message }): FieldProblem => {
    const field = instancePath.split('/').filter(Boolean).join('.') || where;
    return { field, problem: message ?? 'is not as it must be', next: fieldHelp(field) };
  });
  const [first] = errors;
  return problem(
    'invalid-input',
    first === undefined ? 'Check the request.' : `${first.field}: ${first.problem}. ${first.next}`,
    errors,
  );
}
