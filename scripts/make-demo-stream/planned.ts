import type { Person } from './cast.ts';
import type { Dice } from './grammar.ts';
import type { IrcWriter, TimedLine } from './irc-format.ts';
import { GIFT_BOMB, RAID } from './scenes.ts';

/** What the bot of the invented stream says by the clock. */
const BOT_LINES: readonly (readonly [at: number, text: string])[] = [
  [0, 'Stream is live: Lantern Depths, blind run, evening 3. Be kind, no spoilers.'],
  [243, 'Enjoying the stream? The schedule is in the panels below.'],
  [517, 'No backseat gaming please, the streamer is playing blind.'],
  [786, 'Next stream: tomorrow, same time.'],
];

const DEATH_COUNTS: readonly (readonly [at: number, deaths: number])[] = [
  [74, 41],
  [407, 42],
  [783, 43],
];

const RESUBS: readonly (readonly [at: number, months: number, text: string])[] = [
  [58, 9, 'nine months of lanterns <3'],
  [221, 25, 'two years already, where did the time go'],
  [436, 3, 'for the chest KEKW'],
  [604, 13, 'that fight was worth every cent PogChamp'],
  [792, 7, 'for the next attempt <3'],
];

/** Everything of the stream that does not happen by chance. */
export function plannedLines(cast: readonly Person[], irc: IrcWriter, dice: Dice): TimedLine[] {
  const of = (kind: Person['kind']): Person => dice.pick(cast.filter((who) => who.kind === kind));
  return [...botLines(of, irc), ...subscriptions(of, cast, irc, dice), ...raid(of, irc), ...moderation(of, irc)];
}

type Choose = (kind: Person['kind']) => Person;

function botLines(of: Choose, irc: IrcWriter): TimedLine[] {
  const bot = of('bot');
  const moderator = of('moderator');
  return [
    ...BOT_LINES.map(([at, text]) => ({ at, line: irc.message(at, bot, text).line })),
    ...DEATH_COUNTS.flatMap(([at, deaths]) => [
      { at, line: irc.message(at, of('regular'), '!deaths').line },
      { at: at + 0.6, line: irc.message(at + 0.6, bot, `Deaths so far: ${deaths}`).line },
    ]),
    {
      at: 17,
      line: irc.notice(
        17,
        moderator,
        'announcement',
        '',
        { color: 'PRIMARY' },
        'Welcome in! Today: the aqueduct, then hopefully the cartographer.',
      ),
    },
  ];
}

function subscriptions(of: Choose, cast: readonly Person[], irc: IrcWriter, dice: Dice): TimedLine[] {
  const lines: TimedLine[] = RESUBS.map(([at, months, text]) => {
    const who = { ...of('regular'), months };
    const system = `${who.displayName} subscribed at Tier 1. They've subscribed for ${months} months!`;
    return {
      at,
      line: irc.notice(
        at,
        who,
        'resub',
        system,
        { 'cumulative-months': months, 'sub-plan': '1000', 'should-share-streak': 0 },
        text,
      ),
    };
  });
  const fresh = of('casual');
  lines.push({
    at: 333,
    line: irc.notice(333, fresh, 'sub', `${fresh.displayName} subscribed with Prime.`, {
      'cumulative-months': 1,
      'sub-plan': 'Prime',
    }),
  });
  const loyal = of('lurker');
  const streak = `${loyal.displayName} watched 10 consecutive streams and sparked a watch streak!`;
  lines.push({
    at: 186,
    line: irc.notice(
      186,
      loyal,
      'viewermilestone',
      streak,
      { category: 'watch-streak', value: 10, copoReward: 450 },
      'ten in a row SeemsGood',
    ),
  });
  lines.push({ at: 296, line: irc.message(296, of('vip'), 'Cheer100 for the next flask', { bits: 100 }).line });
  lines.push({ at: 583, line: irc.message(583, of('regular'), 'Cheer500 WHAT A FIGHT PogChamp', { bits: 500 }).line });
  return [...lines, ...giftBomb(of('vip'), cast, irc, dice)];
}

function giftBomb(giver: Person, cast: readonly Person[], irc: IrcWriter, dice: Dice): TimedLine[] {
  const { at, count } = GIFT_BOMB;
  const giftId = String(dice.between(10_000_000, 99_999_999));
  const system = `${giver.displayName} is gifting ${count} Tier 1 Subs to the community! They've gifted a total of 60 in the channel!`;
  const lines: TimedLine[] = [
    {
      at,
      line: irc.notice(at, giver, 'submysterygift', system, {
        'mass-gift-count': count,
        'sender-count': 60,
        'sub-plan': '1000',
        'community-gift-id': giftId,
      }),
    },
  ];
  const receivers = cast.filter(({ kind, months }) => kind === 'casual' && months === 0);
  for (let i = 0; i < count; i++) {
    const receiver = receivers[(i * 7) % receivers.length] ?? giver;
    const when = at + 0.3 + i * 0.09;
    const text = `${giver.displayName} gifted a Tier 1 sub to ${receiver.displayName}!`;
    const params = {
      'recipient-id': receiver.id,
      'recipient-user-name': receiver.login,
      'recipient-display-name': receiver.displayName,
      months: 1,
      'gift-months': 1,
      'sub-plan': '1000',
      'community-gift-id': giftId,
    };
    lines.push({ at: when, line: irc.notice(when, giver, 'subgift', text, params) });
  }
  return lines;
}

function raid(of: Choose, irc: IrcWriter): TimedLine[] {
  const { at, login, displayName, viewers } = RAID;
  const raider: Person = { ...of('raider'), id: '1898989898', login, displayName };
  const system = `${viewers} raiders from ${displayName} have joined!`;
  return [{ at, line: irc.notice(at, raider, 'raid', system, { displayName, login, viewerCount: viewers }) }];
}

/** Advertising, an insult in calm and one in the middle of a moment: all taken back by a moderator. */
function moderation(of: Choose, irc: IrcWriter): TimedLine[] {
  const spammer = of('spammer');
  const lines: TimedLine[] = [642, 643.4, 644.9].map((at) => ({
    at,
    line: irc.message(at, spammer, 'Cheap viewers and followers, best price, look at bigviewers dot example').line,
  }));
  lines.push({ at: 647.5, line: irc.clearChatter(647.5, spammer, null) });

  const rude = of('casual');
  const insult = 'you are all terrible at this and so is the streamer, just quit';
  const said = irc.message(655, rude, insult);
  lines.push({ at: 655, line: said.line });
  lines.push({ at: 659, line: irc.clearMessage(659, rude.login, said.id, insult) });
  lines.push({ at: 659.4, line: irc.clearChatter(659.4, rude, 600) });

  const jealous = of('casual');
  const accusation = 'obviously cheating LUL reported, what a trash streamer';
  const shouted = irc.message(570, jealous, accusation);
  lines.push({ at: 570, line: shouted.line });
  lines.push({ at: 578, line: irc.clearMessage(578, jealous.login, shouted.id, accusation) });
  return lines;
}
