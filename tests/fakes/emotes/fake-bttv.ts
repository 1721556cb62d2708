import type { EmoteMood, FakeProvider } from './fake-provider.ts';
import { FakeLive } from './fake-live.ts';

interface BttvChannel {
  readonly own: string[];
  readonly shared: string[];
}

/** BetterTTV's cached API and its socket. Emotes are made of their names. */
export class FakeBttv implements FakeProvider {
  mood: EmoteMood = 'well';
  globals: string[] = [];
  readonly channels = new Map<string, BttvChannel>();
  readonly live = new FakeLive({
    received(client, frame) {
      const { name, data } = frame as { name: string; data: { name: string } };
      if (!/^twitch:\d+$/.test(data.name)) throw new Error(`${data.name} is no channel`);
      if (name === 'join_channel') client.topics.add(data.name);
      else if (name === 'part_channel') client.topics.delete(data.name);
      else throw new Error(`${name} is no request`);
    },
  });

  answer(path: string): unknown {
    if (path === 'cached/emotes/global') return this.globals.map((name) => bttvEmote(name));
    const channel = this.channels.get(/^cached\/users\/twitch\/(\d+)$/.exec(path)?.[1] ?? '');
    if (channel === undefined) return undefined;
    return {
      id: 'a'.repeat(24),
      bots: [],
      avatar: '',
      channelEmotes: channel.own.map((name) => bttvEmote(name)),
      sharedEmotes: channel.shared.map((name) => ({ ...bttvEmote(name), user: { id: 'b'.repeat(24), name: 'maker' } })),
    };
  }

  /** Adds an emote and says so over the socket; the API's cache has not noticed yet. */
  add(roomId: string, name: string): void {
    this.#tell(roomId, 'emote_create', { emote: { ...bttvEmote(name), user: { id: 'b'.repeat(24), name: 'maker' } } });
  }

  /** Only over the socket. */
  remove(roomId: string, name: string): void {
    this.#tell(roomId, 'emote_delete', { emoteId: bttvEmote(name).id });
  }

  /** Only over the socket. */
  rename(roomId: string, from: string, to: string): void {
    this.#tell(roomId, 'emote_update', { emote: { id: bttvEmote(from).id, code: to } });
  }

  #tell(roomId: string, name: string, data: object): void {
    const channel = `twitch:${roomId}`;
    this.live.tell(channel, { name, data: { channel, ...data } });
  }
}

function bttvEmote(code: string) {
  const id = Buffer.from(code).toString('hex').padEnd(24, '0').slice(0, 24);
  return { id, code, imageType: 'png', animated: code.startsWith('cat'), userId: 'c'.repeat(24) };
}
