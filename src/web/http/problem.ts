/** What is wrong with one field of a request. */
export interface FieldProblem {
  readonly field: string;
  readonly problem: string;
  /** What to do about it. */
  readonly next: string;
}

/** An error as clients get it: RFC 9457, with the fields that are wrong. */
export interface Problem {
  /** Where this kind of problem is explained, relative to this server. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What happened this time and what to do. */
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
}

/** Every kind of problem this server answers with. The key ends its `type`. */
export const PROBLEM_KINDS = {
  'invalid-input': { status: 400, title: 'Something in the request is not as it must be' },
  'no-token': { status: 401, title: 'This needs the token' },
  forbidden: { status: 403, title: 'This is not allowed' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'too-slow': { status: 408, title: 'The request did not arrive in time' },
  conflict: { status: 409, title: 'This is not possible as things are' },
  'too-large': { status: 413, title: 'The request is too large' },
  'wrong-format': { status: 415, title: 'The request is in the wrong format' },
  'wrong-host': { status: 421, title: 'This server does not answer under that name' },
  'cannot-do': { status: 422, title: 'This could not be done' },
  'too-many': { status: 429, title: 'Too many requests' },
  'head-too-large': { status: 431, title: 'The address and headers are too large' },
  internal: { status: 500, title: 'Something went wrong here' },
  'too-busy': { status: 503, title: 'There is no room for more' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;
export type ProblemKind = keyof typeof PROBLEM_KINDS;

export const PROBLEM_TYPE = 'application/problem+json';
export const PROBLEM_BASE = '/api/docs#problem-';

export function problem(kind: ProblemKind, detail: string, errors?: readonly FieldProblem[]): Problem {
  const { status, title } = PROBLEM_KINDS[kind];
  return { type: `${PROBLEM_BASE}${kind}`, title, status, detail, ...(errors === undefined ? {} : { errors }) };
}

/** Thrown by a route to answer with a problem. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(kind: ProblemKind, detail: string, errors?: readonly FieldProblem[]) {
    super(detail);
    this.problem = problem(kind, detail, errors);
  }
}
