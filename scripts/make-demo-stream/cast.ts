import type { Dice } from './grammar.ts';

export type Kind =
  'regular' | 'casual' | 'lurker' | 'questioner' | 'emoter' | 'moderator' | 'vip' | 'bot' | 'spammer' | 'raider';

/** Somebody in the chat. All names are made up of dictionary words. */
export interface Person {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly color: string;
  readonly badges: string;
  /** Months subscribed; 0 for none. */
  readonly months: number;
  readonly kind: Kind;
  /** How much this person writes, relative to others of the kind. */
  readonly weight: number;
  /** How they type. */
  readonly voice: 'plain' | 'lower' | 'proper' | 'loud';
}

const FIRST = [
  'mossy',
  'paper',
  'quiet',
  'velvet',
  'rusty',
  'salty',
  'tiny',
  'lunar',
  'pixel',
  'amber',
  'foggy',
  'sleepy',
  'crooked',
  'copper',
  'minty',
  'hollow',
  'sunday',
  'static',
  'brisk',
  'wobbly',
  'pickled',
  'turbo',
  'gentle',
  'feral',
  'cosmic',
  'damp',
  'lucky',
  'plaid',
  'humble',
  'neon',
];
const SECOND = [
  'otter',
  'crane',
  'lantern',
  'biscuit',
  'kettle',
  'badger',
  'teapot',
  'walrus',
  'marble',
  'pigeon',
  'cactus',
  'noodle',
  'comet',
  'harbor',
  'thimble',
  'raccoon',
  'pebble',
  'turnip',
  'anchor',
  'mango',
  'wizard',
  'ferry',
  'pancake',
  'sparrow',
  'radish',
  'button',
  'glacier',
  'ladle',
  'moth',
  'acorn',
];
/** Colours Twitch gives to chatters who choose none, and some that people choose. */
const COLORS = [
  '#FF0000',
  '#0000FF',
  '#008000',
  '#B22222',
  '#FF7F50',
  '#9ACD32',
  '#FF4500',
  '#2E8B57',
  '#DAA520',
  '#D2691E',
  '#5F9EA0',
  '#1E90FF',
  '#FF69B4',
  '#8A2BE2',
  '#00FF7F',
  '#C0FFEE',
  '#7FDBFF',
  '',
];

const NUMBERS: readonly (readonly [Kind, number])[] = [
  ['moderator', 3],
  ['vip', 6],
  ['regular', 60],
  ['casual', 150],
  ['questioner', 14],
  ['emoter', 35],
  ['lurker', 130],
  ['raider', 40],
];

const BOT_LOGIN = 'streamhelperbot';

export function makeCast(dice: Dice): readonly Person[] {
  const taken = new Set<string>();
  const cast: Person[] = [makeBot(), makeSpammer()];
  for (const [kind, count] of NUMBERS) {
    for (let i = 0; i < count; i++) cast.push(makePerson(kind, cast.length, taken, dice));
  }
  return cast;
}

function makePerson(kind: Kind, index: number, taken: Set<string>, dice: Dice): Person {
  const displayName = freshName(taken, dice);
  const months =
    kind === 'raider' ? 0 : dice.chance(subscriberShare(kind)) ? dice.pick([1, 2, 3, 5, 7, 9, 13, 16, 25, 38]) : 0;
  return {
    id: String(1_900_000_000 + index * 7919 + dice.between(0, 999)),
    login: displayName.toLowerCase(),
    displayName,
    color: dice.pick(COLORS),
    badges: badgesOf(kind, months, dice),
    months,
    kind,
    // A few write most of what is written, as everywhere.
    weight: 1 / (1 + dice.roll() * 9) ** 1.3,
    voice: dice.weighted([
      ['plain', 5],
      ['lower', 4],
      ['proper', 2],
      ['loud', kind === 'lurker' ? 2 : 0.6],
    ]),
  };
}

function freshName(taken: Set<string>, dice: Dice): string {
  for (;;) {
    const [first, second] = [dice.pick(FIRST), dice.pick(SECOND)];
    const ending = dice.weighted([
      ['', 4],
      [String(dice.between(2, 99)), 4],
      ['_', 1],
      [String(dice.between(1988, 2009)), 1],
    ]);
    const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
    const name = dice.weighted([
      [`${first}_${second}${ending}`, 3],
      [`${first}${second}${ending}`, 3],
      [`${capital(first)}${capital(second)}${ending}`, 3],
      [`the_${second}${ending}`, 0.5],
      [`${second}_of_the_${dice.pick(SECOND)}`, 0.4],
    ]);
    if (name.length > 25 || taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

function subscriberShare(kind: Kind): number {
  if (kind === 'moderator' || kind === 'vip') return 0.95;
  return kind === 'regular' ? 0.7 : 0.25;
}

function badgesOf(kind: Kind, months: number, dice: Dice): string {
  const badges: string[] = [];
  if (kind === 'moderator') badges.push('moderator/1');
  if (kind === 'vip') badges.push('vip/1');
  if (months > 0) badges.push(`subscriber/${[24, 12, 9, 6, 3, 2].find((step) => months >= step) ?? 0}`);
  else if (dice.chance(0.15)) badges.push('premium/1');
  if (dice.chance(0.08)) badges.push(dice.pick(['sub-gifter/1', 'bits/100', 'bits/1000', 'glhf-pledge/1']));
  return badges.join(',');
}

function makeBot(): Person {
  return {
    id: '1900000001',
    login: BOT_LOGIN,
    displayName: 'StreamHelperBot',
    color: '#7C7CE1',
    badges: 'moderator/1,bot-badge/1',
    months: 0,
    kind: 'bot',
    weight: 1,
    voice: 'plain',
  };
}

function makeSpammer(): Person {
  return {
    id: '1900000002',
    login: 'best_follow_4u',
    displayName: 'best_follow_4u',
    color: '',
    badges: '',
    months: 0,
    kind: 'spammer',
    weight: 1,
    voice: 'plain',
  };
}
