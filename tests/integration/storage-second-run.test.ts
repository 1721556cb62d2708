import { expect, test } from 'vitest';
import type { ChatEvent, ChatMessage, EmoteUse } from '../../src/domain/chat-event.ts';
import type { HypeEvent } from '../../src/domain/hype-moment.ts';
import type { StoredMessage } from '../../src/domain/ports/stores.ts';
import { seededRandom } from '../../src/lib/random.ts';
import { aPipeline } from '../../src/pipeline/testing.ts';
import { Player } from '../../src/replay/player.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { DAY, message, NOON, timeout } from '../contract/storage/builders.ts';
import { ManualClock } from '../contract/storage/harness.ts';

const SEED = 20_260_504;
const SECONDS = 1_500;
const CLOCK = { now: () => 0, sleep: async () => undefined };

const ERUPTIONS = [620, 1_000, 1_380];
/** The last one is a wave of strangers who all say the same. */
const ATTACK = ERUPTIONS.at(-1) ?? 0;

/** Quiet chat with three eruptions, and all that may be odd about live chat. */
function liveChat(): ChatEvent[] {
  const random = seededRandom(SEED);
  const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0];
  const events: ChatEvent[] = [];
  for (let second = 0; second < SECONDS; second++) {
    const erupts = ERUPTIONS.some((from) => second >= from && second < from + 12);
    const strange = second >= ATTACK;
    const messages = erupts ? 18 + Math.floor(random() * 10) : Math.floor(random() * 4);
    const offsets = Array.from({ length: messages }, () => Math.floor(random() * 1_000)).sort((a, b) => a - b);
    for (const offset of offsets) {
      const number = events.length;
      const receivedAt = NOON + second * 1_000 + offset;
      // Some arrive late, some with the clock of the platform ahead, several in the same millisecond.
      const sentAt = receivedAt - 300 + Math.floor(random() * 400);
      const chatter = erupts ? Math.floor(random() * 400) : Math.floor(random() * 40);
      const author = { ...message(chatter).author, login: chatter === 3 ? 'nightbot' : `chatter${chatter}` };
      const firstEver = erupts && random() < (strange ? 0.95 : 0.1);
      const text = !erupts
        ? pick(['hello there', 'what is the build', 'quietsmile sure', `about ${number}`])
        : strange
          ? 'come and see the other place'
          : pick(['quietsmile', 'quietsmile PogChamp', 'WHAT A SAVE', 'no way', `${number} LETS GOOO`]);
      const event = message(number, { author, receivedAt, sentAt, text, firstEver, emotes: emotesOf(text) });
      events.push(event);
      if (random() < 0.02) events.push(event);
    }
  }
  return events;
}

/** `quietsmile` is known for an emote by its tag alone. */
function emotesOf(text: string): EmoteUse[] {
  return [...text.matchAll(/PogChamp|quietsmile/g)].map(({ 0: name, index }) => ({
    id: name === 'PogChamp' ? '88' : '4711',
    name,
    start: index,
    end: index + name.length,
  }));
}

/** Plays chat through the pipeline: what it found, and what it counted. */
async function run(
  events: AsyncIterable<readonly ChatEvent[]>,
): Promise<{ readonly hype: HypeEvent[]; readonly counted: ChatMessage[] }> {
  const hype: HypeEvent[] = [];
  const counted: ChatMessage[] = [];
  const pipeline = aPipeline(
    { accepted: (each) => void counted.push(each), hype: (event) => void hype.push(event) },
    { emoteWords: ['KEKW'], bots: new Set(['nightbot']) },
  );
  const player = new Player(pipeline, { speed: 'max', clock: CLOCK });
  await player.play(events, new AbortController().signal);
  player.finish();
  return { hype, counted };
}

/** A stored message as the pipeline takes it. It did count, so what only decides about that is left as it was never stored. */
function chatMessageOf({ chatterId, displayName, ...stored }: StoredMessage): ChatMessage {
  const author = { id: chatterId, login: displayName.toLowerCase(), displayName, color: null, badges: [] };
  return { ...message(0), ...stored, author };
}

async function* batched(events: readonly ChatEvent[]): AsyncGenerator<readonly ChatEvent[]> {
  yield events;
}

test('a second run over stored chat finds the moments of the first, to the last digit', async () => {
  await using storage = await openStorage('sqlite::memory:', { clock: new ManualClock(NOON) });
  const events = liveChat();
  const live = await run(batched(events));
  const started = live.hype.filter(({ kind }) => kind === 'started');
  expect(started.length).toBeGreaterThanOrEqual(2);
  // Emotes, strangers, bots and repeats were there to be told apart.
  expect(started[0]?.moment.topEmotes.map(([name]) => name)).toContain('quietsmile');
  expect(live.hype.some(({ moment }) => moment.attack)).toBe(true);
  expect(live.counted.length).toBeLessThan(events.length - 10);
  for (let start = 0; start < live.counted.length; start += 137) {
    await storage.messages.append(live.counted.slice(start, start + 137));
  }

  async function* stored(): AsyncGenerator<readonly ChatEvent[]> {
    for await (const batch of storage.messages.stream('alpha', NOON, NOON + DAY)) yield batch.map(chatMessageOf);
  }
  const again = await run(stored());
  expect(again.hype).toEqual(live.hype);
  expect(again.counted).toHaveLength(live.counted.length);

  // What a moderator took back since then is not in any quote of a later run.
  const quoted = live.hype.flatMap(({ moment }) => moment.quotes)[0];
  if (quoted === undefined) throw new Error('nothing was quoted');
  await storage.messages.retract(timeout(quoted.chatterId, { receivedAt: NOON + DAY }));
  const later = await run(stored());
  expect(later.hype.length).toBeGreaterThan(0);
  expect(later.hype.flatMap(({ moment }) => moment.quotes).map((each) => each.chatterId)).not.toContain(
    quoted.chatterId,
  );
});
