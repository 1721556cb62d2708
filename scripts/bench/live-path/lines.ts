import { seededRandom } from '../../../src/lib/random.ts';

const WORDS = [
  'Kappa',
  'PogChamp',
  'lol',
  'what',
  'a',
  'play',
  'KEKW',
  'no',
  'way',
  'he',
  'did',
  'it',
  '😂',
  'GG',
  'W',
  'clip',
  'that',
  'LUL',
  'omg',
  '!!',
];
const EMOTES: ReadonlyMap<string, string> = new Map([
  ['Kappa', '25'],
  ['PogChamp', '305954156'],
  ['LUL', '425618'],
  ['KEKW', 'emotesv2_01e9b6f1a2a84c3f9d3ce5e7'],
]);
const BADGES = [
  '',
  'subscriber/12',
  'subscriber/6,premium/1',
  'moderator/1,subscriber/3012,bits/1000',
  'vip/1,subscriber/24',
  'turbo/1',
];
const COLORS = ['', '#FF4500', '#1E90FF', '#0D4200', '#9ACD32'];

/**
 * Chat lines as Twitch sends them: all tags, emote positions in code points, names and badges of a few thousand
 * viewers. Made up; no real chatter wrote any of it.
 */
export function chatLines(count: number, channel: string, seed = 1): string[] {
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const hex = (length: number): string => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  const now = Date.now();
  return Array.from({ length: count }, (_, i) => {
    const viewer = Math.floor(random() ** 2 * 5_000);
    const login = `viewer_${viewer}`;
    const words = Array.from({ length: 1 + Math.floor(random() * 9) }, () => pick(WORDS));
    const badges = BADGES[viewer % BADGES.length]!;
    const tags = [
      `badge-info=${badges.includes('subscriber') ? `subscriber/${viewer % 60}` : ''}`,
      `badges=${badges}`,
      `client-nonce=${hex(32)}`,
      `color=${COLORS[viewer % COLORS.length]!}`,
      `display-name=${viewer % 3 === 0 ? `Viewer_${viewer}` : login}`,
      `emotes=${emotePlaces(words)}`,
      'first-msg=0',
      'flags=',
      `id=${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
      `mod=${badges.startsWith('moderator') ? 1 : 0}`,
      'returning-chatter=0',
      'room-id=71092938',
      `subscriber=${badges.includes('subscriber') ? 1 : 0}`,
      `tmi-sent-ts=${now + i}`,
      'turbo=0',
      `user-id=${100_000_000 + viewer}`,
      'user-type=',
    ];
    return `@${tags.join(';')} :${login}!${login}@${login}.tmi.twitch.tv PRIVMSG #${channel} :${words.join(' ')}`;
  });
}

function emotePlaces(words: readonly string[]): string {
  const places = new Map<string, string[]>();
  let at = 0;
  for (const word of words) {
    const length = Array.from(word).length;
    const id = EMOTES.get(word);
    if (id !== undefined) places.set(id, [...(places.get(id) ?? []), `${at}-${at + length - 1}`]);
    at += length + 1;
  }
  return [...places].map(([id, ranges]) => `${id}:${ranges.join(',')}`).join('/');
}
