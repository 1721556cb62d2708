import type { EmoteMood, FakeProvider } from './fake-provider.ts';
import { FakeLive, type LiveClient } from './fake-live.ts';

interface SevenTvChannel {
  setId: string;
  /** How the page of the user tells of the set. */
  form: 'with-emotes' | 'null' | 'only-id' | 'nowhere';
}

const KNOWN_TYPES = new Set(['emote_set.update', 'user.update']);

/** 7TV's REST API and EventAPI, both version 3. Emotes are made of their names. */
export class FakeSevenTv implements FakeProvider {
  mood: EmoteMood = 'well';
  globals: string[] = [];
  readonly channels = new Map<string, SevenTvChannel>();
  readonly sets = new Map<string, string[]>();
  heartbeatMs = 25_000;
  /** Heartbeats are sent, as promised. */
  beats = true;
  /** Heartbeats sent so far. */
  beaten = 0;
  subscriptionLimit = 500;
  readonly live = new FakeLive({
    opened: (client) => this.#opened(client),
    received: (client, frame) => this.#received(client, frame),
  });

  /** A channel with one set of its own. */
  addChannel(roomId: string, names: readonly string[], form: SevenTvChannel['form'] = 'with-emotes'): void {
    const setId = sevenTvId(`set${roomId}`);
    this.sets.set(setId, [...names]);
    this.channels.set(roomId, { setId, form });
  }

  answer(path: string): unknown {
    if (path === 'emote-sets/global') return set(sevenTvId('global'), this.globals);
    const [, setId = ''] = /^emote-sets\/(\w+)$/.exec(path) ?? [];
    const names = this.sets.get(setId);
    if (names !== undefined) return set(setId, names);
    const [, roomId = ''] = /^users\/twitch\/(\d+)$/.exec(path) ?? [];
    const channel = this.channels.get(roomId);
    return channel === undefined ? undefined : this.#user(roomId, channel);
  }

  /** Adds an emote and says so over the socket. As with the real one, the API's cache has not noticed yet. */
  add(roomId: string, name: string): void {
    this.#change(roomId, { pushed: [{ key: 'emotes', index: 0, value: emote(name) }] });
  }

  /** Only over the socket. */
  remove(roomId: string, name: string): void {
    this.#change(roomId, { pulled: [{ key: 'emotes', index: 0, old_value: emote(name) }] });
  }

  /** Only over the socket. */
  rename(roomId: string, from: string, to: string): void {
    const [before, after] = [emote(from), { ...emote(from), name: to }];
    this.#change(roomId, { updated: [{ key: 'emotes', index: 0, old_value: before, value: after }] });
  }

  /** Puts another set into use. */
  switchSet(roomId: string, setId: string): void {
    const channel = this.channels.get(roomId)!;
    channel.setId = setId;
    const body = {
      id: sevenTvId(`user${roomId}`),
      updated: [{ key: 'connections', index: 0, nested: true, value: [] }],
    };
    this.#dispatch('user.update', body);
  }

  #opened(client: LiveClient): void {
    client.send(this.#hello());
    const timer = setInterval(() => {
      if (!this.live.clients.includes(client)) return clearInterval(timer);
      if (this.beats) client.send({ op: 2, t: Date.now(), d: { count: ++this.beaten } });
    }, this.heartbeatMs);
    timer.unref();
  }

  #hello(): object {
    const d = { heartbeat_interval: this.heartbeatMs, session_id: 's1', subscription_limit: this.subscriptionLimit };
    return { op: 1, t: Date.now(), d };
  }

  #received(client: LiveClient, frame: unknown): void {
    const { op, d } = frame as { op: number; d: { type: string; condition: { object_id: string } } };
    const { type, condition } = d;
    if (!KNOWN_TYPES.has(type) || !condition.object_id) throw new Error(`${JSON.stringify(d)} cannot be followed`);
    const topic = `${type}:${condition.object_id}`;
    if (op === 35 && client.topics.size >= this.subscriptionLimit) return client.close(4005);
    if (op === 35 && client.topics.has(topic)) return client.close(4009);
    if (op === 35) client.topics.add(topic);
    else if (op === 36) client.topics.delete(topic);
    else throw new Error(`${op} is no opcode of a client`);
    client.send({ op: 5, t: Date.now(), d: { command: op === 35 ? 'SUBSCRIBE' : 'UNSUBSCRIBE', data: d } });
  }

  #change(roomId: string, changes: Record<string, unknown>): void {
    const { setId } = this.channels.get(roomId)!;
    this.#dispatch('emote_set.update', { id: setId, kind: 1, actor: { username: 'editor' }, ...changes });
  }

  #dispatch(type: string, body: { readonly id: string } & Record<string, unknown>): void {
    this.live.tell(`${type}:${body.id}`, { op: 0, t: Date.now(), d: { type, body } });
  }

  #user(roomId: string, { setId, form }: SevenTvChannel): object {
    const user = { id: sevenTvId(`user${roomId}`), username: 'somebody' };
    const common = { id: roomId, platform: 'TWITCH', user };
    if (form === 'with-emotes') return { ...common, emote_set_id: setId, emote_set: set(setId, this.sets.get(setId)!) };
    if (form === 'only-id') return { ...common, emote_set_id: null, emote_set: { id: setId, name: 'A set' } };
    return { ...common, emote_set_id: form === 'null' ? setId : null, emote_set: null };
  }
}

/** 26 characters, as in ULIDs. */
export function sevenTvId(seed: string): string {
  return Buffer.from(seed).toString('hex').toUpperCase().padStart(26, '0').slice(-26);
}

/** Without `emotes` when it is empty, as the real one does. */
function set(id: string, names: readonly string[]): object {
  const emotes = names.length === 0 ? {} : { emotes: names.map((name) => emote(name)) };
  return { id, name: 'A set', flags: 0, capacity: 1_000, emote_count: names.length, ...emotes };
}

function emote(name: string) {
  const id = sevenTvId(name);
  const files = ['1x.avif', '1x.webp', '2x.webp'].map((file) => ({
    name: file,
    static_name: file.replace('.', '_static.'),
    width: 32,
    height: 32,
    format: file.endsWith('avif') ? 'AVIF' : 'WEBP',
  }));
  const host = { url: `//cdn.7tv.app/emote/${id}`, files };
  const data = { id, name: `${name}Original`, flags: 0, listed: true, animated: false, owner: { id: 'x' }, host };
  return { id, name, flags: name.endsWith('Overlay') ? 1 : 0, timestamp: 1_700_000_000_000, actor_id: null, data };
}
