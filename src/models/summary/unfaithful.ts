import type { ModelAnswer } from '../../domain/ports/models.ts';
import type { Unfaithful } from '../../lib/faithful.ts';

type Failed = Extract<ModelAnswer<never>, { kind: 'failed' }>;

/** The answer in place of a draft that is not believed. */
export function unfaithful(problem: Unfaithful): Failed {
  return {
    kind: 'failed',
    reason: 'unfaithful',
    detail: `What it wrote is not what the chat said (${problem}).`,
  };
}
