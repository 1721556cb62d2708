import type { Reaction } from './term.ts';

/**
 * Emotes, emoji and ways of laughing whose meaning hardly depends on the channel. Few on purpose: a headline that says
 * chat is laughing has to be right, and everything else is named by its own name.
 */
const WORDS: Readonly<Record<Reaction, string>> = {
  laugh:
    'LUL LULW KEKW KEKL OMEGALUL ICANT EleGiggle LaughHard 4Head PepeLaugh pepeLaughing xdd lol lmao lmfao rofl haha ahah hehe ' +
    'jaja ajaj хаха ахах ㅋ ㅋㅋ ㅎㅎ 哈哈 笑死 草草 mdr ptdr 😂 🤣 😹 😆 💀',
  cheer: 'PogChamp Pog PogU POGGERS POGCRAZY PagMan Pogey POGGIES HYPERS HYPERCLAP Clap LETSGO PogBones 🎉 👏 🙌 🏆',
  shock: 'WutFace 😱 😳 🤯 😮',
  tense: 'monkaS monkaW monkaGIGA monkaOMEGA PauseChamp',
  sad: 'BibleThump FeelsBadMan FeelsRainMan Sadge SadgeCry peepoSad PepeHands widepeepoSad PoroSad ㅠㅠ ㅜㅜ 😭 😢 💔',
  love: 'peepoLove PepoLove peepoHeart catKISS VirtualHug bleedPurple LuvHearts peepoHug dankHug <3 ❤ 💜 💙 💚 💛 🧡 😍 🥰 😘 💕 🫶',
  anger: 'BabyRage PJSalt RAGEY ReallyMad Madge Smadge peepoMad 😡 🤬 👎',
};

/** Each with the reaction it shows. */
export const REACTION_WORDS = Object.entries(WORDS).flatMap(([reaction, words]) =>
  words.split(' ').map((word) => [reaction as Reaction, word] as const),
);
