import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createChannelControl } from './channel-control.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(stored: readonly string[] = []) {
  const state = { stored: new Set(stored), failing: false, refreshes: 0, problems: [] as string[] };
  const control = createChannelControl({
    configured: ['alpha'],
    added: {
      all: async () => [...state.stored],
      add: async (name) => void state.stored.add(name),
      async remove(name) {
        if (state.failing) throw new Error('the disk is full');
        state.stored.delete(name);
      },
    },
    source: {
      channels: () => [{ channel: 'alpha', state: 'joined', failure: null, lastMessageAt: 5 }],
    },
    refresh: async () => void state.refreshes++,
    observer: {
      stageFailed: (stage) => void state.problems.push(stage),
      eventDropped: (stage, reason) => void state.problems.push(`${stage} ${reason}`),
    },
  });
  return { state, control };
}

describe('channels watched', () => {
  test('are listed with why and how they are', async () => {
    const { control } = setUp(['delta']);
    await control.load();
    control.setTracked(new Set(['beta', 'alpha']));
    control.hold('gamma', 'socket 1');
    expect(control.list().map(({ name, state, reasons }) => [name, state, reasons.join(' ')])).toEqual([
      ['alpha', 'joined', 'configured tracked'],
      ['beta', 'queued', 'tracked'],
      ['delta', 'queued', 'added'],
      ['gamma', 'queued', 'held'],
    ]);
    expect([...control.others()]).toEqual(['alpha', 'delta', 'gamma']);
  });

  test('stay, and can be removed again, where the store could not let go of them', async () => {
    const { control, state } = setUp(['beta']);
    await control.load();
    state.failing = true;
    await expect(control.remove('beta')).rejects.toThrow('the disk is full');
    expect([...control.others()]).toContain('beta');
    state.failing = false;
    expect(await control.remove('beta')).toEqual({ kind: 'removed' });
  });

  test('can be added and removed, and stay over a restart', async () => {
    const { control, state } = setUp();
    expect(await control.add('beta')).toEqual({ kind: 'added' });
    expect(await control.add('beta')).toEqual({ kind: 'already' });
    expect(await control.add('alpha')).toEqual({ kind: 'already' });
    expect([...state.stored]).toEqual(['beta']);
    expect(await control.remove('beta')).toEqual({ kind: 'removed' });
    expect([...state.stored]).toEqual([]);
    expect(state.refreshes).toBe(2);
    expect(await control.remove('beta')).toEqual({ kind: 'unknown' });
  });

  test('stay where somebody else wants them, with a word on where that is changed', async () => {
    const { control } = setUp();
    control.setTracked(new Set(['beta']));
    expect(await control.remove('alpha')).toMatchObject({
      kind: 'kept',
      problem: expect.stringContaining('TWITCH_CHANNELS') as string,
    });
    expect(await control.remove('beta')).toMatchObject({
      kind: 'kept',
      problem: expect.stringContaining('/track remove') as string,
    });
  });

  test('what is no channel name is not taken from the store', async () => {
    const { control } = setUp(['ok', '../etc', '']);
    await control.load();
    expect([...control.others()]).toEqual(['alpha', 'ok']);
  });
});

describe('a channel that is held', () => {
  test('is watched until the last holder lets go, with a little patience', () => {
    const { control, state } = setUp();
    control.hold('beta', 'a');
    control.hold('beta', 'b');
    expect(state.refreshes).toBe(1);
    control.release('beta', 'a');
    control.release('beta', 'nobody');
    vi.advanceTimersByTime(60_000);
    expect([...control.others()]).toContain('beta');
    control.release('beta', 'b');
    vi.advanceTimersByTime(1_000);
    control.hold('beta', 'c');
    vi.advanceTimersByTime(60_000);
    expect([...control.others()]).toContain('beta');
    control.release('beta', 'c');
    vi.advanceTimersByTime(60_000);
    expect([...control.others()]).toEqual(['alpha']);
    expect(state.refreshes).toBe(2);
  });

  test('is refused beyond the bound, and counted', () => {
    const { control, state } = setUp();
    for (let i = 0; i < 501; i++) control.hold(`c${i}`, 'a');
    expect([...control.others()]).toHaveLength(501);
    expect(state.problems).toEqual(['channel-control too-many-held']);
  });
});
