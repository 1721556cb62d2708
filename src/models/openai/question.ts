import type { ModelAnswer } from '../../domain/ports/models.ts';
import type { Purpose } from '../purpose.ts';
import type { AnswerForm, Prompt } from './request-body.ts';

/** One question to a model. */
export interface Question<T> {
  readonly purpose: Purpose;
  readonly prompt: Prompt;
  readonly form: AnswerForm<T>;
  readonly outputTokensMax: number;
  /** For everything: waiting in line, every attempt, the pause between them. */
  readonly timeoutMs: number;
}

/** Whom questions are put to. */
export interface Asker {
  readonly name: string;
  /** Never throws for an expected failure. */
  ask<T>(question: Question<T>, signal: AbortSignal): Promise<ModelAnswer<T>>;
}
