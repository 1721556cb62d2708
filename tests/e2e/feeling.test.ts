import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { textOf } from '../fakes/discord/driver/components.ts';
import type { ChatRequest } from '../fakes/openai/chat-request.ts';
import { startFakeOpenAi, type FakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { CHANNEL, expectCleanRequests, SETTLE_MS, setStage, type Stage } from './stage.ts';

const MODEL_WORDS = 'Chat laughed with KEKW and LUL.';

const asksForSummary = ({ messages }: ChatRequest): boolean => messages[0]!.content.includes('"overview"');

/** A model that says the same of everything, and cites the lines it rests on. */
function sayTheSame(openAi: FakeOpenAi): void {
  openAi.answer = (request) => {
    if (!asksForSummary(request)) return { sentences: [] };
    const lines = request.messages[1]!.content.split('\n').filter((line) => line.startsWith('{'));
    const read = lines.map((line) => JSON.parse(line) as { id: number; text: string });
    const ids = read.filter(({ text }) => text.includes('KEKW')).map(({ id }) => id);
    return { overview: MODEL_WORDS, points: [{ text: 'Laughing with KEKW.', ids }] };
  };
}

const card = (stage: Stage): string => JSON.stringify(stage.cards()[0]?.components ?? []);

describe('what chat feels and says, in the real program', () => {
  test('mood, summaries, models and the wish to be forgotten', { timeout: 150_000 }, async () => {
    await using stage = await setStage();
    await using openAi = await startFakeOpenAi();
    sayTheSame(openAi);
    const { discord, irc, admin, clipsId } = stage;
    await using bot = await stage.startBot({ OPENAI_BASE_URL: openAi.url, OPENAI_MODEL: 'tiny' });
    await stage.track();
    await delay(SETTLE_MS);
    await stage.erupt();
    await discord.waitFor('the card', () => stage.cards()[0], 8_000);
    const ask = async (command: string, options: Record<string, string | boolean> = {}) =>
      textOf(await discord.slash(admin, clipsId, command, options).reply());
    const channel = CHANNEL;

    expect(await ask('/mood', { channel })).toMatch(/amused|happy|hyped|joy/i);
    // Nobody turned summaries on: nothing of the chat has left for the model.
    expect(await ask('/summary', { channel })).toContain('Summaries are off');
    expect(openAi.requests.filter(asksForSummary)).toEqual([]);
    expect(await ask('/track edit', { channel, summaries: true })).toContain('summed up');
    expect(await ask('/summary', { channel })).toMatch(
      /messages of .* chatters[^]*Chat laughed with KEKW and LUL\.[^]*Written by/,
    );

    await stage.erupt(3);
    await discord.waitFor(
      'the words on the card',
      () => (card(stage).includes(MODEL_WORDS) ? true : undefined),
      60_000,
    );

    expect(await ask('/model summary', { spec: 'extractive' })).toContain('only the owner of the bot');
    expect(await ask('/status')).toContain('tiny');

    const quoted = /> \*\*(viewer\d+)\*\*/.exec(card(stage))?.[1];
    expect(quoted).toBeDefined();
    irc.say(CHANNEL, quoted!, '!optout');
    await discord.waitFor(
      'the quote to leave',
      () => (card(stage).includes(`**${quoted}**`) ? undefined : true),
      60_000,
    );
    expect(await ask('/privacy show')).toMatch(/1 (person|chatter)|opted out/i);

    expect(stage.cards()).toHaveLength(1);
    expect(await bot.stop()).toBe(0);
    expect(openAi.problems).toEqual([]);
    expectCleanRequests(stage);
  });
});
