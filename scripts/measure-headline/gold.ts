/** How many people of their own write a text in one minute. */
export type Lines = Readonly<Record<string, number>>;

/**
 * A minute of chat and a reference headline. The references were written in knowledge of how the program's sentences begin,
 * so scores against them show changes and flatter in absolute terms.
 */
export interface GoldWindow {
  readonly said: Lines;
  readonly reference: string;
}

/** Unrelated talk that stands in every window. */
export const BACKGROUND: Lines = {
  'just got here': 1,
  'my cat sleeps on the keyboard': 1,
  'is the vod up': 1,
  'dinner was great': 1,
  'first time in this stream': 1,
  'the colours look washed out': 1,
  'raining here since monday': 1,
  'which keyboard do you use': 1,
};

export const GOLD: readonly GoldWindow[] = [
  {
    said: { KEKW: 18, 'he fell again KEKW': 10, LUL: 6 },
    reference: 'Chat is laughing at how he fell again, most of it with KEKW.',
  },
  {
    said: { 'stone frog': 16, 'look at the stone frog': 6, 'frog!!': 5 },
    reference: 'Chat is talking about the stone frog.',
  },
  {
    said: { PogChamp: 22, 'what a shot PogChamp': 9, LETSGO: 8 },
    reference: 'Chat is cheering about what a shot that was.',
  },
  {
    said: { 'which mod is this?': 9, 'what mod is that?': 5, KEKW: 12 },
    reference: 'Chat is laughing with KEKW. Others ask which mod is this.',
  },
  {
    said: { Sadge: 20, 'so close Sadge': 8, NOOO: 11 },
    reference: 'Chat is sad that it was so close. Others say no.',
  },
  {
    said: { '1': 21, '2': 14 },
    reference: 'Chat is voting: most are saying 1, others say 2.',
  },
  {
    said: { 'lantern is the only light in my home': 19 },
    reference: 'Chat is repeating lantern is the only light in my home.',
  },
  {
    said: { monkaS: 17, 'do not open that door monkaS': 7 },
    reference: 'Chat is on edge and says do not open that door.',
  },
  {
    said: { 'happy birthday': 24, '🎉': 9 },
    reference: 'Chat is saying happy birthday. Others react with 🎉.',
  },
  {
    said: { 'skip the cutscene': 12, 'please skip the cutscene': 5, 'no skip': 6 },
    reference: 'Chat is asking to skip the cutscene. Others say no skip.',
  },
  {
    said: { 'lag?': 8, 'is it lagging?': 6, 'stream is lagging': 7 },
    reference: 'Chat is asking about lag: the stream is lagging for them.',
  },
  {
    said: { gg: 26, 'gg well played': 9 },
    reference: 'Chat is saying gg, some well played.',
  },
  {
    said: { 哈哈哈哈: 18, 又死了: 11 },
    reference: 'Chat is laughing 哈哈. Others say 又死了.',
  },
  {
    said: { '+2': 15, 'terrible joke': 7 },
    reference: 'Chat is saying +2 for a joke. Others say terrible joke.',
  },
  {
    said: { WutFace: 14, 'that spider WutFace': 9 },
    reference: 'Chat is stunned by that spider.',
  },
  {
    said: { potion: 8, 'drink the potion': 9, 'use the potion now': 6 },
    reference: 'Chat is talking about the potion and wants it used.',
  },
  {
    said: { peepoLove: 13, 'this song peepoLove': 8 },
    reference: 'Chat is sending love to this song.',
  },
  {
    said: { BabyRage: 15, 'rigged BabyRage': 6, refund: 5 },
    reference: 'Chat is angry and calls it rigged. Others say refund.',
  },
  {
    said: { speedrun: 7, 'is this a speedrun?': 6, 'any percent': 5 },
    reference: 'Chat is asking about a speedrun. Others mention any percent.',
  },
  {
    said: { bye: 14, 'good night': 9, 'bye everyone': 5 },
    reference: 'Chat is saying bye. Others say good night.',
  },
];
