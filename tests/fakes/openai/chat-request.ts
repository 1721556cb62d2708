import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

const responseFormat = z.union([
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string().regex(/^[\w-]{1,64}$/),
      strict: z.literal(true),
      schema: z.looseObject({ type: z.literal('object'), additionalProperties: z.literal(false) }),
    }),
  }),
]);

/** What the fake takes: the part of Chat Completions that every compatible server knows, and nothing else. */
const chatRequest = z
  .strictObject({
    model: z.string().min(1),
    stream: z.literal(false),
    messages: z.array(z.strictObject({ role: z.enum(['system', 'user']), content: z.string().min(1) })).min(1),
    max_tokens: z.int().positive().optional(),
    max_completion_tokens: z.int().positive().optional(),
    response_format: responseFormat.optional(),
  })
  .refine(
    (body) => (body.max_tokens === undefined) !== (body.max_completion_tokens === undefined),
    'one limit of the answer is needed',
  );
export type ChatRequest = z.infer<typeof chatRequest>;

/** Why a request is not one of Chat Completions; null for one that is. */
export function requestProblem(request: IncomingMessage, path: string, body: string): string | null {
  if (request.method !== 'POST' || request.url !== path) return `Unknown request ${request.method} ${request.url}`;
  if (request.headers['content-type']?.startsWith('application/json') !== true) return 'content type is not JSON';
  if (!/^Bearer \S+$/.test(request.headers.authorization ?? '')) return 'no authorization';
  const stainless = Object.keys(request.headers).find((name) => name.startsWith('x-stainless'));
  if (stainless !== undefined) return `unknown header ${stainless}`;
  const parsed = chatRequest.safeParse(JSON.parse(body));
  return parsed.success ? null : z.prettifyError(parsed.error);
}
