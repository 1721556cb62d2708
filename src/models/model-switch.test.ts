import { describe, expect, onTestFinished, test } from 'vitest';
import type { ModelAnswer } from '../domain/ports/models.ts';
import { ModelSwitch } from './model-switch.ts';
import type { ModelSpec } from '../lib/model-spec.ts';
import { FakeClock, FakeModelObserver } from './testing.ts';

const never = new AbortController().signal;
const OK: ModelAnswer<string> = { kind: 'answered', value: 'ok' };
const DOWN: ModelAnswer<string> = { kind: 'failed', reason: 'unreachable', detail: 'It is down.' };

class FakeModel implements AsyncDisposable {
  readonly name: string;
  closed = 0;
  answer: () => Promise<ModelAnswer<string>> = async () => OK;

  constructor(name: string) {
    this.name = name;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.closed++;
  }
}

const named = (model: string): ModelSpec => ({ kind: 'openai', model });

/** A switch whose models are made by the test; `tries` says how a probe goes. */
function aSwitch() {
  const clock = new FakeClock();
  const observer = new FakeModelObserver();
  const models = new Map<string, FakeModel>();
  const state = { tries: OK as ModelAnswer<unknown>, loads: async (): Promise<void> => {} };
  const modelSwitch = new ModelSwitch<FakeModel>({
    rules: {
      role: 'summary',
      async load(spec) {
        await state.loads();
        if (spec.kind !== 'openai') return null;
        const model = new FakeModel(`openai:${spec.model}`);
        models.set(spec.model ?? '', model);
        return model;
      },
      probe: async () => state.tries,
    },
    clock,
    observer,
  });
  onTestFinished(() => modelSwitch[Symbol.asyncDispose]());
  const model = (name: string): FakeModel => {
    const made = models.get(name);
    if (made === undefined) throw new Error(`There is no model ${name}`);
    return made;
  };
  const ask = () => modelSwitch.ask((current) => current.answer(), never);
  return { modelSwitch, clock, observer, model, state, ask };
}

test('without a model every question fails at once', async () => {
  const { modelSwitch, ask } = aSwitch();
  expect(await ask()).toMatchObject({ kind: 'failed', reason: 'no-model' });
  expect(modelSwitch.status()).toMatchObject({ wanted: 'extractive', active: 'extractive', problem: null });
});

test('changes over at once, and back to the built-in rules', async () => {
  const { modelSwitch, ask, model } = aSwitch();
  expect(await modelSwitch.swap(named('a'))).toEqual({ kind: 'swapped', active: 'openai:a', previous: 'extractive' });
  expect(await ask()).toEqual(OK);
  expect(await modelSwitch.swap({ kind: 'built-in' })).toEqual({
    kind: 'swapped',
    active: 'extractive',
    previous: 'openai:a',
  });
  expect(model('a').closed).toBe(1);
});

describe('a model that is no good stays out', () => {
  test('when it does not load', async () => {
    const { modelSwitch, state, ask } = aSwitch();
    await modelSwitch.swap(named('a'));
    state.loads = async () => {
      throw new Error('No such model.');
    };
    expect(await modelSwitch.swap(named('b'))).toEqual({ kind: 'kept', active: 'openai:a', problem: 'No such model.' });
    expect(await ask()).toEqual(OK);
    expect(modelSwitch.status()).toMatchObject({ wanted: 'openai:a', active: 'openai:a' });
  });

  test('when it fails its trial, and is closed', async () => {
    const { modelSwitch, state, model } = aSwitch();
    await modelSwitch.swap(named('a'));
    state.tries = DOWN;
    expect(await modelSwitch.swap(named('b'))).toMatchObject({
      kind: 'kept',
      active: 'openai:a',
      problem: 'It is down.',
    });
    expect([model('a').closed, model('b').closed]).toEqual([0, 1]);
  });

  test('but a draft that is not believed shows that it works', async () => {
    const { modelSwitch, state } = aSwitch();
    state.tries = { kind: 'failed', reason: 'unfaithful', detail: '' };
    expect(await modelSwitch.swap(named('a'))).toMatchObject({ kind: 'swapped' });
  });
});

test('questions under way end with the model they began with; then it is closed', async () => {
  const { modelSwitch, model, ask } = aSwitch();
  await modelSwitch.swap(named('a'));
  const slow = Promise.withResolvers<ModelAnswer<string>>();
  model('a').answer = () => slow.promise;
  const answer = ask();
  await modelSwitch.swap({ kind: 'built-in' });
  expect(modelSwitch.active).toBe('extractive');
  expect(model('a').closed).toBe(0);
  slow.resolve({ kind: 'answered', value: 'late' });
  expect(await answer).toEqual({ kind: 'answered', value: 'late' });
  await expect.poll(() => model('a').closed).toBe(1);
});

test('the former model answers while the new one loads', async () => {
  const { modelSwitch, state, ask } = aSwitch();
  await modelSwitch.swap(named('a'));
  const loaded = Promise.withResolvers<void>();
  state.loads = () => loaded.promise;
  const swapping = modelSwitch.swap(named('b'));
  expect(await ask()).toEqual(OK);
  expect(modelSwitch.active).toBe('openai:a');
  loaded.resolve();
  expect(await swapping).toMatchObject({ active: 'openai:b' });
});

describe('probation', () => {
  async function onProbation() {
    const room = aSwitch();
    await room.modelSwitch.swap(named('old'));
    room.clock.at += 200_000;
    await room.ask();
    await room.modelSwitch.swap(named('new'));
    room.model('new').answer = async () => DOWN;
    return room;
  }

  test('five failures in a row bring the former model back', async () => {
    const { modelSwitch, ask, model, observer } = await onProbation();
    for (let i = 0; i < 4; i++) await ask();
    expect(modelSwitch.active).toBe('openai:new');
    expect(await ask()).toEqual(DOWN);
    expect(modelSwitch.status()).toMatchObject({
      wanted: 'openai:new',
      active: 'openai:old',
      problem: 'openai:new was taken back: it failed 5 times in a row. The last time: It is down.',
    });
    expect(await ask()).toEqual(OK);
    expect([model('old').closed, model('new').closed]).toEqual([0, 1]);
    expect(observer.failures).toHaveLength(1);
  });

  test('so do two when nothing else came for two seconds', async () => {
    const { modelSwitch, ask, clock } = await onProbation();
    await ask();
    clock.at += 2_000;
    await ask();
    expect(modelSwitch.active).toBe('openai:old');
  });

  test.each<[string, ModelAnswer<string>]>([
    ['answers', OK],
    ['drafts that are not believed', { kind: 'failed', reason: 'unfaithful', detail: '' }],
    ['refusals', { kind: 'failed', reason: 'declined', detail: '' }],
    ['an empty purse', { kind: 'failed', reason: 'no-budget', detail: '' }],
  ])('%s do not', async (_, answer) => {
    const { modelSwitch, ask, clock, model } = await onProbation();
    for (let i = 0; i < 20; i++) {
      model('new').answer = async () => (i % 4 === 3 ? answer : DOWN);
      await ask();
      clock.at += 500;
    }
    expect(modelSwitch.active).toBe('openai:new');
  });

  test('a model that throws counts as failing', async () => {
    const { modelSwitch, ask, model, observer } = await onProbation();
    model('new').answer = () => Promise.reject(new Error('bug'));
    for (let i = 0; i < 5; i++) expect(await ask()).toMatchObject({ kind: 'failed' });
    expect(modelSwitch.active).toBe('openai:old');
    expect(observer.failures).toContain('summary-model: bug');
  });

  test('answers nobody waited for are not counted', async () => {
    const { modelSwitch } = await onProbation();
    for (let i = 0; i < 9; i++) await modelSwitch.ask((model) => model.answer(), AbortSignal.abort());
    expect(modelSwitch.active).toBe('openai:new');
  });

  test('ends after its time, and the former model is closed', async () => {
    const { modelSwitch, ask, clock, model } = await onProbation();
    model('new').answer = async () => OK;
    clock.at += 180_000;
    await ask();
    expect(model('old').closed).toBe(1);
    model('new').answer = async () => DOWN;
    for (let i = 0; i < 9; i++) await ask();
    expect(modelSwitch.active).toBe('openai:new');
  });

  test('late failures of a model that was replaced are not held against its successor', async () => {
    const { modelSwitch, ask, model } = await onProbation();
    const late = Promise.withResolvers<ModelAnswer<string>>();
    model('new').answer = () => late.promise;
    const answers = Array.from({ length: 9 }, ask);
    await modelSwitch.swap(named('newest'));
    late.resolve(DOWN);
    await Promise.all(answers);
    expect(modelSwitch.active).toBe('openai:newest');
  });
});

test('changes happen one after the other, and not too many wait', async () => {
  const { modelSwitch, state, model } = aSwitch();
  const loaded = Promise.withResolvers<void>();
  state.loads = () => loaded.promise;
  const swaps = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => modelSwitch.swap(named(name)));
  loaded.resolve();
  const outcomes = await Promise.all(swaps);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['swapped', 'swapped', 'swapped', 'swapped', 'kept', 'kept']);
  expect(modelSwitch.active).toBe('openai:d');
  expect([model('a').closed, model('b').closed, model('c').closed]).toEqual([1, 1, 0]);
});

describe('at a start', () => {
  test('the configured model is taken up untried', async () => {
    const { modelSwitch, state, ask, model } = aSwitch();
    state.tries = DOWN;
    await modelSwitch.start(named('a'));
    model('a').answer = async () => DOWN;
    for (let i = 0; i < 9; i++) await ask();
    expect(modelSwitch.status()).toMatchObject({ active: 'openai:a', problem: null });
  });

  test('one that does not load leaves the built-in rules, and says so', async () => {
    const { modelSwitch, state } = aSwitch();
    state.loads = async () => {
      throw new Error('There is no folder x.');
    };
    await modelSwitch.start(named('a'));
    expect(modelSwitch.status()).toMatchObject({
      wanted: 'openai:a',
      active: 'extractive',
      problem: 'There is no folder x.',
    });
  });
});

test('closing closes every model and refuses changes', async () => {
  const { modelSwitch, model } = aSwitch();
  await modelSwitch.swap(named('a'));
  await modelSwitch.swap(named('b'));
  await modelSwitch[Symbol.asyncDispose]();
  expect([model('a').closed, model('b').closed]).toEqual([1, 1]);
  expect(await modelSwitch.swap(named('c'))).toMatchObject({ kind: 'kept' });
});
