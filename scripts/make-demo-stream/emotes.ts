/** Ids of Twitch's global emotes, which chat lines carry in their tags. All other emotes are plain words. */
const TWITCH_EMOTE_IDS: ReadonlyMap<string, string> = new Map([
  ['Kappa', '25'],
  ['LUL', '425618'],
  ['PogChamp', '305954156'],
  ['BibleThump', '86'],
  ['NotLikeThis', '58765'],
  ['HeyGuys', '30259'],
  ['SeemsGood', '64138'],
  ['4Head', '354'],
  ['ResidentSleeper', '245'],
  ['WutFace', '28087'],
  ['VoHiYo', '81274'],
  ['CoolStoryBob', '123171'],
  ['CoolCat', '58127'],
  ['bleedPurple', '62835'],
  ['Jebaited', '114836'],
  ['FailFish', '360'],
  ['SwiftRage', '34'],
  ['<3', '9'],
  [':)', '1'],
]);

/** The `emotes` tag of a text: positions count code points, both ends included. '' without emotes. */
export function emotesTag(text: string): string {
  const ranges = new Map<string, string[]>();
  let position = 0;
  for (const word of text.split(' ')) {
    const length = Array.from(word).length;
    const id = TWITCH_EMOTE_IDS.get(word);
    if (id !== undefined) {
      const known = ranges.get(id) ?? [];
      known.push(`${position}-${position + length - 1}`);
      ranges.set(id, known);
    }
    position += length + 1;
  }
  return [...ranges].map(([id, places]) => `${id}:${places.join(',')}`).join('/');
}
