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
      host: z.object({ url: z.string(), files: z.array(z.object({ name: z.string() })).nullish() }).nullish(),
    })
    .nullish(),
});
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
  const address = pictureUrl(`${data?.host?.url ?? ''}/${fileOf(data?.host?.files ?? [])}`);
  return {
    id,
    name,
    animated: data?.animated ?? false,
    zeroWidth: ((flags ?? 0) & ZERO_WIDTH_FLAG) !== 0,
    imageUrl: address === sevenTvSource.imageUrl(id, false) ? null : address,
  };
}

/** The small one, if it is listed; else whatever is. */
function fileOf(files: readonly { readonly name: string }[]): string {
  return files.some((file) => file.name === FILE) ? FILE : (files[0]?.name ?? FILE);
}
