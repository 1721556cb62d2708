import { describe, expect, test } from 'vitest';
import type { ChatRetraction } from '../domain/chat-event.ts';
import type { OptOut } from '../domain/privacy.ts';
import { aMessage } from '../pipeline/testing.ts';
import { openPrivacyDesk } from './privacy-desk.ts';

async function aDesk(stored: readonly string[] = []) {
  const steps: string[] = [];
  const wishes = new Map(stored.map((chatterId): [string, OptOut] => [chatterId, { chatterId, at: 1, by: 'chat' }]));
  const retractions: ChatRetraction[] = [];
  const state = { refuses: false, held: Promise.resolve() };
  const desk = await openPrivacyDesk({
    optOuts: {
      async put(wish) {
        await state.held;
        if (state.refuses) throw new Error('the disk is full');
        steps.push(`stored ${wish.chatterId} by ${wish.by} at ${wish.at}`);
        wishes.set(wish.chatterId, wish);
      },
      async remove(chatterId) {
        if (state.refuses) throw new Error('the disk is full');
        steps.push(`removed ${chatterId}`);
        return wishes.delete(chatterId);
      },
      all: async () => [...wishes.values()],
    },
    messages: {
      async forgetChatter(chatterId) {
        steps.push(`erased ${chatterId}`);
        return { messages: 3, moments: ['m1', 'm2'], marks: 1, labels: 2 };
      },
    },
    writer: { forget: (chatterId) => steps.push(`held back ${chatterId}`) },
    channels: () => ['alpha', 'beta'],
    takeBack: (retraction) => retractions.push(retraction),
    forgotten: (chatterId) => steps.push(`hidden ${chatterId}`),
    wakeDelivery: () => steps.push('cards follow'),
    clock: { now: () => 1_000 },
    observer: {
      stageFailed: (stage, error) => steps.push(`failed ${stage} ${String(error)}`),
      eventDropped: (stage, reason, intentional) => steps.push(`dropped ${stage} ${reason} ${intentional}`),
    },
  });
  const say = (text: string, user: string): void => desk.hear(aMessage({ text, user }));
  return { desk, steps, wishes, retractions, state, say };
}

const ERASED = { messages: 3, moments: 2, marks: 1, labels: 2 };

describe('the privacy desk', () => {
  test('writes a wish down first, then takes everything back everywhere, and says what it was', async () => {
    const { desk, steps, retractions } = await aDesk();
    expect(await desk.optOut('7', 'chat')).toEqual(ERASED);
    expect(steps).toEqual(['stored 7 by chat at 1000', 'held back 7', 'hidden 7', 'erased 7', 'cards follow']);
    const scope = { what: 'chatter', chatterId: '7', login: '', durationSeconds: 0 };
    const taken = { kind: 'retraction', sentAt: 1_000, receivedAt: 1_000, scope, atOwnWish: true };
    expect(retractions).toEqual(['alpha', 'beta'].map((channel) => ({ ...taken, channel })));
    expect([desk.isOptedOut('7'), desk.isOptedOut('8'), desk.optedOut]).toEqual([true, false, 1]);
  });

  test('lets nothing through while the wish is being written', async () => {
    const { desk, state } = await aDesk();
    const writing = Promise.withResolvers<void>();
    state.held = writing.promise;
    const asked = desk.optOut('7', 'chat');
    expect(desk.isOptedOut('7')).toBe(true);
    writing.resolve();
    await asked;
    expect(desk.isOptedOut('7')).toBe(true);
  });

  test('knows after a restart who opted out', async () => {
    const { desk } = await aDesk(['7']);
    expect([desk.isOptedOut('7'), desk.optedOut]).toEqual([true, 1]);
  });

  test('forgets without shutting out', async () => {
    const { desk, steps } = await aDesk();
    expect(await desk.forget('7')).toEqual(ERASED);
    expect(steps).not.toContainEqual(expect.stringContaining('stored'));
    expect(desk.isOptedOut('7')).toBe(false);
  });

  test('a wish that cannot be written down does not hold, so that it can be repeated', async () => {
    const { desk, state, steps } = await aDesk();
    state.refuses = true;
    await expect(desk.optOut('7', 'chat')).rejects.toThrow('the disk is full');
    expect(desk.isOptedOut('7')).toBe(false);
    expect(steps).toEqual([]);
    state.refuses = false;
    await desk.optOut('7', 'chat');
    // Once written, it holds whatever happens to its repetition.
    state.refuses = true;
    await expect(desk.optOut('7', 'chat')).rejects.toThrow();
    expect(desk.isOptedOut('7')).toBe(true);
  });

  describe('hears !optin of those whom nobody else hears', () => {
    test.each([
      ['!optin', false],
      ['!OPTIN please', false],
      ['!optin\u{e0000}', false],
      ['!optinout', true],
      ['!optin2', true],
      ['optin', true],
      ['please !optin', true],
      ['!optout', true],
    ])('%j leaves them opted out: %s', async (text, remains) => {
      const { desk, wishes, say } = await aDesk(['7']);
      say(text, '7');
      // At once, so that the very message is let through.
      expect(desk.isOptedOut('7')).toBe(remains);
      await desk[Symbol.asyncDispose]();
      expect(wishes.has('7')).toBe(remains);
    });

    test('and of nobody else', async () => {
      const { desk, steps, say } = await aDesk(['7']);
      say('!optin', '8');
      await desk[Symbol.asyncDispose]();
      expect(steps).toEqual([]);
      expect(await desk.optIn('8')).toBe(false);
    });

    test('but leaves them out while that cannot be written down', async () => {
      const { desk, state, steps, say } = await aDesk(['7']);
      state.refuses = true;
      say('!optin', '7');
      await desk[Symbol.asyncDispose]();
      expect(desk.isOptedOut('7')).toBe(true);
      expect(steps).toEqual(['failed privacy Error: the disk is full']);
    });
  });

  test('of somebody who wavers, the last word counts', async () => {
    const { desk, wishes, say } = await aDesk();
    const first = desk.optOut('7', 'chat');
    say('!optin', '7');
    const second = desk.optOut('7', 'chat');
    say('!optin', '7');
    await Promise.all([first, second]);
    await desk[Symbol.asyncDispose]();
    expect([desk.isOptedOut('7'), wishes.has('7')]).toEqual([false, false]);
  });

  test('refuses more wishes than it can remember, and changes nothing for them', async () => {
    const { desk, state, steps, wishes } = await aDesk();
    const writing = Promise.withResolvers<void>();
    state.held = writing.promise;
    const asked = Array.from({ length: 2_000 }, (_, index) => desk.optOut(String(index), 'chat'));
    await expect(desk.optOut('one more', 'chat')).rejects.toThrow('2000 wishes');
    expect(desk.isOptedOut('one more')).toBe(false);
    expect(steps).toEqual(['dropped privacy busy false']);
    writing.resolve();
    await Promise.all(asked);
    expect(wishes.size).toBe(2_000);
  });
});
