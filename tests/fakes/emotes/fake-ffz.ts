import type { EmoteMood, FakeProvider } from './fake-provider.ts';

/** FrankerFaceZ' API. Emotes are made of their names. */
export class FakeFfz implements FakeProvider {
  mood: EmoteMood = 'well';
  globals: string[] = [];
  /** In a set that only some people have. */
  readonly forSome: string[] = [];
  readonly channels = new Map<string, string[]>();

  answer(path: string): unknown {
    if (path === 'set/global') {
      return {
        default_sets: [3],
        sets: { 3: ffzSet(3, this.globals), 4330: ffzSet(4330, this.forSome) },
        users: { 4330: ['somebody'] },
      };
    }
    const roomId = /^room\/id\/(\d+)$/.exec(path)?.[1] ?? '';
    const names = this.channels.get(roomId);
    if (names === undefined) return undefined;
    return { room: { _id: 1, twitch_id: Number(roomId), set: 77 }, sets: { 77: ffzSet(77, names) } };
  }
}

function ffzSet(id: number, names: readonly string[]) {
  return { id, _type: 1, title: 'A set', emoticons: names.map((name) => ffzEmote(name)) };
}

function ffzEmote(name: string) {
  const id = [...name].reduce((sum, character) => sum * 31 + character.charCodeAt(0), 7) % 1_000_000;
  const urls = { 1: `https://cdn.frankerfacez.com/emote/${id}/1`, 2: `https://cdn.frankerfacez.com/emote/${id}/2` };
  return { id, name, width: 28, height: 28, owner: { _id: 1, name: 'maker', display_name: 'Maker' }, urls };
}
