import { z } from 'zod';
import { emoteId, emoteName, type EmotePatch } from '../emote-set.ts';
import { readSevenTvEmote } from '../seven-tv.ts';
import { frameJson, type LiveFrame, type LiveProtocol } from './protocol.ts';

/** Source: 7TV EventAPI, "Opcodes". */
const OP = { dispatch: 0, hello: 1, reconnect: 4, endOfStream: 7, subscribe: 35, unsubscribe: 36 } as const;

const HEARTBEAT_MS_MAX = 10 * 60_000;
const CHANGES_MAX = 3_000;

const frameSchema = z.object({ op: z.number().int(), d: z.unknown().optional() });
const helloSchema = z.object({
  heartbeat_interval: z.number().min(10).max(HEARTBEAT_MS_MAX),
  subscription_limit: z.number().int().positive().nullish(),
});
const dispatchSchema = z.object({ type: z.string(), body: z.object({ id: emoteId }).loose() });
const changeList = z
  .array(z.object({ key: z.string(), value: z.unknown().optional(), old_value: z.unknown().optional() }))
  .max(CHANGES_MAX);
const setChangeSchema = z.object({
  pushed: changeList.nullish(),
  pulled: changeList.nullish(),
  updated: changeList.nullish(),
});
const namedSchema = z.object({ id: emoteId, name: emoteName });
const goneSchema = z.object({ id: emoteId });

/** 7TV's EventAPI, version 3. A topic is a type of event, a colon and the id of the set or user it is about. */
export const sevenTvProtocol: LiveProtocol = {
  readyOnOpen: null,
  follow: (topic) => JSON.stringify({ op: OP.subscribe, d: subscription(topic) }),
  unfollow: (topic) => JSON.stringify({ op: OP.unsubscribe, d: subscription(topic) }),
  read(frame) {
    const parsed = frameSchema.safeParse(frameJson(frame));
    if (!parsed.success) return { kind: 'unreadable' };
    const { op, d } = parsed.data;
    if (op === OP.hello) return hello(d);
    if (op === OP.dispatch) return dispatch(d);
    if (op === OP.reconnect) return { kind: 'leave', reason: 'the server asks for a new connection' };
    if (op === OP.endOfStream) return { kind: 'leave', reason: 'the server ends the stream' };
    // Heartbeats, acknowledgements and errors about one topic.
    return { kind: 'other' };
  },
};

function subscription(topic: string): object {
  const colon = topic.indexOf(':');
  return { type: topic.slice(0, colon), condition: { object_id: topic.slice(colon + 1) } };
}

function hello(raw: unknown): LiveFrame {
  const { data } = helloSchema.safeParse(raw);
  if (data === undefined) return { kind: 'unreadable' };
  const topicsMax = data.subscription_limit ?? Number.POSITIVE_INFINITY;
  return { kind: 'ready', heartbeatMs: data.heartbeat_interval, topicsMax };
}

function dispatch(raw: unknown): LiveFrame {
  const { data } = dispatchSchema.safeParse(raw);
  if (data === undefined) return { kind: 'unreadable' };
  const topic = `${data.type}:${data.body.id}`;
  if (data.type === 'emote_set.update') {
    const patch = readPatch(data.body);
    // What cannot be read has changed something all the same.
    return { kind: 'change', change: patch === null ? { kind: 'ask-again', topic } : { kind: 'patch', topic, patch } };
  }
  // A user may have put another set into use.
  if (data.type === 'user.update') return { kind: 'change', change: { kind: 'ask-again', topic } };
  return { kind: 'other' };
}

/** Null where any part of the change cannot be read. */
function readPatch(body: unknown): EmotePatch | null {
  const parsed = setChangeSchema.safeParse(body);
  if (!parsed.success) return null;
  const of = (list: z.output<typeof changeList> | null | undefined): z.output<typeof changeList> =>
    (list ?? []).filter(({ key }) => key === 'emotes');
  const { pushed, pulled, updated } = parsed.data;
  const added = of(pushed).map(({ value }) => readSevenTvEmote(value));
  const removed = of(pulled).map(({ old_value: old }) => goneSchema.safeParse(old).data?.id ?? null);
  const renamed = of(updated).map(({ value }) => namedSchema.safeParse(value).data ?? null);
  if (![added, removed, renamed].every((list) => list.every((each) => each !== null))) return null;
  return {
    added: added.filter((each) => each !== null),
    removed: removed.filter((each) => each !== null),
    renamed: renamed.filter((each) => each !== null),
  };
}
