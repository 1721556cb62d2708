import { z } from 'zod';
import { readBttvEmote } from '../bttv.ts';
import { emoteId, emoteName, type EmotePatch } from '../emote-set.ts';
import { frameJson, type LiveFrame, type LiveProtocol } from './protocol.ts';

const topic = z.string().regex(/^twitch:\d{1,20}$/);
const frameSchema = z.discriminatedUnion('name', [
  z.object({ name: z.literal('emote_create'), data: z.object({ channel: topic, emote: z.unknown() }) }),
  z.object({
    name: z.literal('emote_update'),
    data: z.object({ channel: topic, emote: z.object({ id: emoteId, code: emoteName }) }),
  }),
  z.object({ name: z.literal('emote_delete'), data: z.object({ channel: topic, emoteId }) }),
]);
const namedSchema = z.object({ name: z.string() });
const EVENTS: ReadonlySet<string> = new Set(['emote_create', 'emote_update', 'emote_delete']);

const NOTHING: EmotePatch = { added: [], removed: [], renamed: [] };

/** BetterTTV's socket. A topic is `twitch:` and the channel's id. */
export const bttvProtocol: LiveProtocol = {
  readyOnOpen: { kind: 'ready', heartbeatMs: null, topicsMax: Number.POSITIVE_INFINITY },
  follow: (name) => JSON.stringify({ name: 'join_channel', data: { name } }),
  unfollow: (name) => JSON.stringify({ name: 'part_channel', data: { name } }),
  read(frame) {
    const json = frameJson(frame);
    const named = namedSchema.safeParse(json);
    if (!named.success) return { kind: 'unreadable' };
    // It also tells which people are about.
    if (!EVENTS.has(named.data.name)) return { kind: 'other' };
    const parsed = frameSchema.safeParse(json);
    return parsed.success ? changeOf(parsed.data) : { kind: 'unreadable' };
  },
};

function changeOf(event: z.output<typeof frameSchema>): LiveFrame {
  const patched = (patch: Partial<EmotePatch>): LiveFrame => ({
    kind: 'change',
    change: { kind: 'patch', topic: event.data.channel, patch: { ...NOTHING, ...patch } },
  });
  switch (event.name) {
    case 'emote_create': {
      const emote = readBttvEmote(event.data.emote);
      return emote === null ? { kind: 'unreadable' } : patched({ added: [emote] });
    }
    case 'emote_update': {
      const { id, code } = event.data.emote;
      return patched({ renamed: [{ id, name: code }] });
    }
    case 'emote_delete':
      return patched({ removed: [event.data.emoteId] });
  }
}
