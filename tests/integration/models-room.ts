import { DailyBudget } from '../../src/models/budget/daily-budget.ts';
import type { Prices } from '../../src/models/budget/prices.ts';
import { ChatModel } from '../../src/models/openai/chat-model.ts';
import { Endpoint } from '../../src/models/openai/endpoint.ts';
import { FakeClock, FakeModelObserver, FakeSpend } from '../../src/models/testing.ts';

export const FREE: Prices = { inputUsdPerMTok: 0, outputUsdPerMTok: 0 };
export const DEAR: Prices = { inputUsdPerMTok: 10, outputUsdPerMTok: 50 };
export const SECRET_KEY = 'sk-very-secret-0123456789';

/** One model at a server, with everything around it that a test may look at. Close `endpoint`. */
export function aChatModel(baseUrl: string, prices: Prices = FREE, budgetUsd = 1) {
  const clock = new FakeClock();
  const observer = new FakeModelObserver();
  const store = new FakeSpend();
  const budget = new DailyBudget({ store, budgetUsd, clock, observer });
  const endpoint = new Endpoint({ apiKey: SECRET_KEY, baseUrl, prices, budget, clock, observer });
  return { model: new ChatModel(endpoint, 'tiny'), endpoint, budget, store, clock, observer };
}

export const never = new AbortController().signal;
