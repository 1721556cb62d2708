import { z } from 'zod';
import { emoteId, emoteName, type EmoteEntry } from './emote-set.ts';
import { malformed, readEntries, type EmoteSource } from './source.ts';

const globalSchema = z.array(z.unknown());
const channelSchema = z.object({ channelEmotes: z.array(z.unknown()), sharedEmotes: z.array(z.unknown()) });
const emoteSchema = z.object({
  id: emoteId,
  code: emoteName,
  imageType: z.string().optional(),
  animated: z.boolean().optional(),
});

/** BetterTTV, API v3. */
export const bttvSource: EmoteSource = {
  provider: 'bttv',
  title: 'BetterTTV',
  version: '3',
  async global(ask, emotesMax) {
    const parsed = globalSchema.safeParse(await ask('cached/emotes/global'));
    if (!parsed.success) throw malformed('no list of global emotes', parsed.error);
    return { ...readEntries(parsed.data, readBttvEmote, emotesMax), topics: [] };
  },
  async channel(ask, roomId, emotesMax) {
    const answer = await ask(`cached/users/twitch/${roomId}`);
    if (answer === null) return { entries: [], topics: [], leftOut: 0 };
    const parsed = channelSchema.safeParse(answer);
    if (!parsed.success) throw malformed('no lists of channel and shared emotes', parsed.error);
    const { channelEmotes, sharedEmotes } = parsed.data;
    return {
      ...readEntries([...channelEmotes, ...sharedEmotes], readBttvEmote, emotesMax),
      topics: [`twitch:${roomId}`],
    };
  },
  imageUrl: (id) => `https://cdn.betterttv.net/emote/${id}/1x.webp`,
};

export function readBttvEmote(raw: unknown): EmoteEntry | null {
  const { data } = emoteSchema.safeParse(raw);
  if (data === undefined) return null;
  const { id, code, imageType, animated } = data;
  return { id, name: code, animated: animated ?? imageType === 'gif', zeroWidth: false, imageUrl: null };
}
