import { Dice, expand, type Slots } from '../../make-demo-stream/grammar.ts';
import { emotesTag } from '../../make-demo-stream/emotes.ts';
import { ANSWERS, GAME_TALK, QUESTIONS, SHORT, SMALL_TALK } from '../../make-demo-stream/phrases.ts';
import { SLOTS } from '../../make-demo-stream/slots.ts';
import { seededRandom } from '../../../src/lib/random.ts';

/** One line of made-up chat. */
export interface Said {
  readonly login: string;
  readonly text: string;
  /** Twitch's own emotes in the form of the `emotes` tag. */
  readonly emotes: string;
}

export interface TalkOptions {
  readonly seed: number;
  readonly chatters: number;
  /** The talk is about one place and one foe for so many messages, then about others. */
  readonly topicMessages: number;
}

const KINDS = [
  [SHORT, 30],
  [SMALL_TALK, 20],
  [GAME_TALK, 28],
  [QUESTIONS, 8],
  [ANSWERS, 14],
] as const;
const REACTIONS = [
  'KEKW',
  'LUL LUL',
  'OMEGALUL',
  'hahaha',
  'NO WAY',
  'KEKW KEKW KEKW',
  'WHAT LUL',
  'lmaooo',
  'CLIP IT',
];
/**
 * Messages with a word nobody wrote before. With it about two fifths of the texts repeat one of the 5,000 before, as in
 * recorded chat (0.35 to 0.48 in four sets): a model that remembers texts must not have it easier than there.
 */
const NEW_WORD_SHARE = 0.55;
const SYLLABLES = [
  'ka',
  'ro',
  'mi',
  'ten',
  'lu',
  'za',
  'bor',
  'ni',
  'sha',
  'ved',
  'pol',
  'gu',
  'rin',
  'tos',
  'fle',
  'ja',
];
/** What a topic settles; everything else is as colourful as ever. */
const TOPICAL = ['place', 'enemy', 'item', 'weapon'] as const;
/** Most chatters say little and a few say much. */
const TALKATIVE = 2;

/** Writes chat from the grammar of the demo stream. The same seed writes the same chat. */
export class Talk {
  readonly #dice: Dice;
  readonly #chatters: number;
  readonly #topicMessages: number;
  #slots: Slots = SLOTS;
  #talked = 0;

  constructor({ seed, chatters, topicMessages }: TalkOptions) {
    this.#dice = new Dice(seededRandom(seed));
    this.#chatters = chatters;
    this.#topicMessages = topicMessages;
  }

  /** Ordinary talk. */
  next(): Said {
    const dice = this.#dice;
    if (this.#talked++ % this.#topicMessages === 0) this.#changeTopic();
    const plain = expand(dice.pick(dice.weighted(KINDS)), this.#slots, dice);
    return this.#said(dice.chance(NEW_WORD_SHARE) ? `${plain} ${this.#newWord()}` : plain);
  }

  /** What chat answers to something that happens. */
  reaction(): Said {
    return this.#said(this.#dice.pick(REACTIONS));
  }

  #changeTopic(): void {
    const settled = TOPICAL.map((slot) => [slot, [this.#dice.pick(SLOTS[slot] ?? [])]] as const);
    this.#slots = { ...SLOTS, ...Object.fromEntries(settled) };
  }

  #said(text: string): Said {
    const login = `viewer${Math.floor(this.#dice.roll() ** TALKATIVE * this.#chatters)}`;
    return { login, text, emotes: emotesTag(text) };
  }

  #newWord(): string {
    return Array.from({ length: 5 }, () => this.#dice.pick(SYLLABLES)).join('');
  }
}
