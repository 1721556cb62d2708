import { Counter, Histogram, type Registry } from 'prom-client';
import type { ModelObserver } from '../domain/ports/observer.ts';

/** Counters for calls of language models. */
export function createModelObserver(registry: Registry): ModelObserver {
  const registers = [registry];
  const calls = new Counter({
    name: 'hypewire_model_calls_total',
    help: 'Calls of language models, by purpose and outcome.',
    labelNames: ['purpose', 'outcome'],
    registers,
  });
  const spend = new Counter({
    name: 'hypewire_model_spend_dollars_total',
    help: 'What calls of language models cost since the start, in US dollars.',
    labelNames: ['purpose'],
    registers,
  });
  const seconds = new Histogram({
    name: 'hypewire_model_call_duration_seconds',
    help: 'From a call of a language model to its answer.',
    labelNames: ['purpose'],
    buckets: [0.25, 0.5, 1, 2, 5, 10, 30],
    registers,
  });
  return {
    modelCalled(purpose, outcome, latencyMs, usd) {
      calls.inc({ purpose, outcome });
      seconds.observe({ purpose }, latencyMs / 1_000);
      if (usd > 0) spend.inc({ purpose }, usd);
    },
  };
}
