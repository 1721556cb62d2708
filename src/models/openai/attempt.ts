import type { SummaryFallback } from '../../domain/headline.ts';
import { costUsd, tokensAtMost, tokensEstimate } from '../budget/prices.ts';
import type { Reservation } from '../budget/daily-budget.ts';
import type { Endpoint } from './endpoint.ts';
import { judgeFailure } from './failure.ts';
import type { Question } from './question.ts';
import { readCompletion } from './read-completion.ts';
import { requestBody, type Abilities } from './request-body.ts';

export type Attempt<T> = { readonly usd: number } & (
  | { readonly kind: 'answered'; readonly value: T }
  | {
      readonly kind: 'failed';
      readonly reason: SummaryFallback;
      readonly detail: string;
      readonly retryable: boolean;
      readonly badRequest: boolean;
      readonly otherFormMayHelp: boolean;
      readonly retryAfterMs: number;
    }
);

/** Tokens by which chat templates wrap a request, at most. */
const TEMPLATE_TOKENS = 200;
const FINAL = { retryable: false, badRequest: false, otherFormMayHelp: false, retryAfterMs: 0 };

/** One request: money set aside before it, and after it exchanged for what it cost. */
export async function attemptCall<T>(
  endpoint: Endpoint,
  model: string,
  question: Question<T>,
  abilities: Abilities,
  signal: AbortSignal,
): Promise<Attempt<T>> {
  const { prices, budget, apiKey } = endpoint.options;
  const { purpose, prompt, form, outputTokensMax, timeoutMs } = question;
  const body = requestBody(model, prompt, form, outputTokensMax, abilities);
  const sent = JSON.stringify(body);
  const promptTokens = tokensAtMost(sent) + TEMPLATE_TOKENS;
  const usdAtMost = costUsd({ promptTokens, completionTokens: outputTokensMax }, prices);
  const reservation = await budget.reserve({ model, purpose, usdAtMost });
  if (reservation === null)
    return { ...FINAL, kind: 'failed', usd: 0, reason: 'no-budget', detail: "It would exceed the day's budget." };

  const settle = async (tokens: { promptTokens: number; completionTokens: number }, failed: boolean): Promise<number> =>
    settleAt(reservation, tokens, costUsd(tokens, prices), failed);
  try {
    const answer = readCompletion(await endpoint.complete(body, timeoutMs, signal), form);
    const used = {
      promptTokens: Math.max(answer.promptTokens, tokensEstimate(sent)),
      completionTokens: Math.max(answer.completionTokens, tokensEstimate(answer.content)),
    };
    const usd = await settle(used, answer.kind === 'unread');
    if (answer.kind === 'read') return { kind: 'answered', value: answer.value, usd };
    return { ...FINAL, ...answer, kind: 'failed', usd };
  } catch (error) {
    const failure = judgeFailure(error, apiKey);
    // Nobody knows how far it came: the whole answer may be on the bill.
    const used = failure.maybeBilled
      ? { promptTokens: tokensEstimate(sent), completionTokens: outputTokensMax }
      : { promptTokens: 0, completionTokens: 0 };
    return { ...failure, kind: 'failed', otherFormMayHelp: false, usd: await settle(used, true) };
  }
}

async function settleAt(
  reservation: Reservation,
  tokens: { readonly promptTokens: number; readonly completionTokens: number },
  usd: number,
  failed: boolean,
): Promise<number> {
  await reservation.settle({ ...tokens, usd, failed });
  return usd;
}
