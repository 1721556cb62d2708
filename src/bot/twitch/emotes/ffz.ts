import { z } from 'zod';
import { emoteName, pictureUrl, type EmoteEntry } from './emote-set.ts';
import { malformed, readEntries, type EmoteSource } from './source.ts';

const setsSchema = z.record(z.string(), z.object({ emoticons: z.array(z.unknown()) }));
const globalSchema = z.object({ default_sets: z.array(z.number()), sets: setsSchema });
const channelSchema = z.object({ sets: setsSchema });
/** By scale: `{"1": "https://…"}`. */
const urlsSchema = z.record(z.string(), z.string().nullable());
const emoteSchema = z.object({
  id: z.number().int().positive(),
  name: emoteName,
  urls: urlsSchema,
  animated: urlsSchema.nullish(),
});

/** FrankerFaceZ, API v1. It has no live updates that are documented. */
export const ffzSource: EmoteSource = {
  provider: 'ffz',
  title: 'FrankerFaceZ',
  version: 'v1',
  async global(ask, emotesMax) {
    const parsed = globalSchema.safeParse(await ask('set/global'));
    if (!parsed.success) throw malformed('no default sets', parsed.error);
    const { default_sets: defaults, sets } = parsed.data;
    // The others are for some people only.
    const raw = defaults.flatMap((id) => (Object.hasOwn(sets, id) ? (sets[id]?.emoticons ?? []) : []));
    return { ...readEntries(raw, readFfzEmote, emotesMax), topics: [] };
  },
  async channel(ask, roomId, emotesMax) {
    const answer = await ask(`room/id/${roomId}`);
    if (answer === null) return { entries: [], topics: [], leftOut: 0 };
    const parsed = channelSchema.safeParse(answer);
    if (!parsed.success) throw malformed('no sets of the room', parsed.error);
    const raw = Object.values(parsed.data.sets).flatMap((set) => set.emoticons);
    return { ...readEntries(raw, readFfzEmote, emotesMax), topics: [] };
  },
  imageUrl: (id, animated) => `https://cdn.frankerfacez.com/emote/${id}/${animated ? 'animated/' : ''}1`,
};

function readFfzEmote(raw: unknown): EmoteEntry | null {
  const { data } = emoteSchema.safeParse(raw);
  if (data === undefined) return null;
  const moving = data.animated ?? null;
  const id = String(data.id);
  const address = pictureUrl((moving ?? data.urls)['1'] ?? '');
  const usual = ffzSource.imageUrl(id, moving !== null);
  const imageUrl = address === usual ? null : address;
  return { id, name: data.name, animated: moving !== null, zeroWidth: false, imageUrl };
}
