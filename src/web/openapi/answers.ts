import type { z } from 'zod';
import { PROBLEM_KINDS, PROBLEM_TYPE, type ProblemKind } from '../http/problem.ts';
import { problem } from '../schemas/answers.ts';

/** A successful answer in a route's schema. */
export function json<T extends z.ZodType>(description: string, schema: T) {
  return { description, content: { 'application/json': { schema } } } as const;
}

/** The problems a route may answer with, by status. */
export function problems(...kinds: readonly ProblemKind[]) {
  const answers: Record<number, { description: string; content: Record<string, { schema: typeof problem }> }> = {};
  for (const kind of kinds) {
    const { status, title } = PROBLEM_KINDS[kind];
    answers[status] = { description: title, content: { [PROBLEM_TYPE]: { schema: problem } } };
  }
  return answers;
}

/** What every reading route may answer with besides. */
export const READ_PROBLEMS = ['invalid-input', 'wrong-host', 'too-many'] as const;
export const WRITE_PROBLEMS = [...READ_PROBLEMS, 'no-token', 'forbidden', 'too-large', 'wrong-format'] as const;

/** In the schema of a route that needs the token. */
export const NEEDS_TOKEN = [{ token: [] }] as const;
