import { z } from 'zod';
import { emoteId, emoteName, pictureUrl, type EmoteEntry } from './emote-set.ts';
import { malformed, readEntries, type Ask, type EmoteAnswer, type EmoteSource } from './source.ts';

/** A set without emotes has no list, or null. */
const setSchema = z.object({ id: emoteId, emotes: z.array(z.unknown()).nullish() });
const userSchema = z.object({
  emote_set: z.object({ id: emoteId.optional(), emotes: z.array(z.unknown()).nullish() }).nullish(),
  emote_set_id: emoteId.nullish(),
  user: z.object({ id: emoteId }).nullish(),
});
const emoteSchema = z.object({
  id: emoteId,
  /** As the channel calls it; `data.name` is what its maker called it. */
  name: emoteName,
  flags: z.number().int().nullish(),
  data: z
    .object({
      animated: z.boolean().nullish(),
      host: z.object({ url: z.string(), files: z.unknown().optional() }).nullish(),
    })
    .nullish(),
});
const filesSchema = z.array(z.object({ name: z.string() }));
/** Of an emote within a set. */
const ZERO_WIDTH_FLAG = 1;
const FILE = '1x.webp';

/** 7TV, API v3. */
export const sevenTvSource: EmoteSource = {
  provider: '7tv',
  title: '7TV',
  version: 'v3',
  global: (ask, emotesMax) => readSet(ask, 'global', [], emotesMax),
  async channel(ask, roomId, emotesMax) {
    const answer = await ask(`users/twitch/${roomId}`);
    if (answer === null) return { entries: [], topics: [], leftOut: 0 };
    const parsed = userSchema.safeParse(answer);
    if (!parsed.success) throw malformed('no user of 7TV', parsed.error);
    const { emote_set: set, emote_set_id: setId, user } = parsed.data;
    if (!set && !user) throw malformed('neither a user nor a set');
    const userTopics = user ? [`user.update:${user.id}`] : [];
    const id = set?.id ?? setId ?? null;
    if (id === null) return { entries: [], topics: userTopics, leftOut: 0 };
    // The user may come without the emotes of the set, and then they have a page of their own.
    if (!set?.emotes) return readSet(ask, id, userTopics, emotesMax);
    return { ...readEntries(set.emotes, readSevenTvEmote, emotesMax), topics: [setTopic(id), ...userTopics] };
  },
  imageUrl: (id) => `https://cdn.7tv.app/emote/${id}/${FILE}`,
};

async function readSet(ask: Ask, id: string, topics: readonly string[], emotesMax: number): Promise<EmoteAnswer> {
  const parsed = setSchema.safeParse(await ask(`emote-sets/${id}`));
  if (!parsed.success) throw malformed('no set of emotes', parsed.error);
  return {
    ...readEntries(parsed.data.emotes ?? [], readSevenTvEmote, emotesMax),
    topics: [setTopic(parsed.data.id), ...topics],
  };
}

function setTopic(id: string): string {
  return `emote_set.update:${id}`;
}

export function readSevenTvEmote(raw: unknown): EmoteEntry | null {
  const { data: emote } = emoteSchema.safeParse(raw);
  if (emote === undefined) return null;
  const { id, name, flags, data } = emote;
  return {
    id,
    name,
    animated: data?.animated ?? false,
    zeroWidth: ((flags ?? 0) & ZERO_WIDTH_FLAG) !== 0,
    imageUrl: data?.host ? elsewhere(id, data.host) : null,
  };
}

/** Null for the usual place. A thousand emotes list a dozen files each: they are only looked at where that matters. */
function elsewhere(id: string, { url, files }: { readonly url: string; readonly files?: unknown }): string | null {
  const usual = sevenTvSource.imageUrl(id, false);
  if (pictureUrl(`${url}/${FILE}`) === usual) return null;
  const names = (filesSchema.safeParse(files).data ?? []).map((file) => file.name);
  return pictureUrl(`${url}/${names.includes(FILE) ? FILE : (names[0] ?? FILE)}`);
}
