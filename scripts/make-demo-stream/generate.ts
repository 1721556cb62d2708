import { seededRandom } from '../../src/lib/random.ts';
import { makeCast, type Person } from './cast.ts';
import { Crowd, type Role } from './crowd.ts';
import { Dice, expand } from './grammar.ts';
import { BUMPS, bumpRate, momentRate, talkShare, usualRate } from './intensity.ts';
import { DEMO_CHANNEL, IrcWriter, type TimedLine } from './irc-format.ts';
import { ANSWERS, CALM_EMOTES, GAME_TALK, QUESTIONS, SHORT, SMALL_TALK } from './phrases.ts';
import { COPYPASTA, DURATION_SECONDS, GIFT_BOMB, MOMENTS, RAID, type MomentScene } from './scenes.ts';
import { PHASES } from './phases.ts';
import { plannedLines } from './planned.ts';
import { SLOTS } from './slots.ts';
import { inVoice } from './voice.ts';

export const DEMO_SEED = 20_260_314;
const STEP_SECONDS = 0.05;
const AFTER_SECONDS = 80;
const BEFORE_SECONDS = 11;
/** A phrase comes again only after this share of the others of its kind. */
const FRESH_SHARE = 0.75;
const ANSWER_SECONDS = 12;

export interface DemoStream {
  /** Raw IRC lines in order. */
  readonly lines: readonly string[];
  readonly labels: object;
}

/** Writes the whole demo stream. The same seed gives the same bytes. */
export function generateDemo(seed: number): DemoStream {
  const dice = new Dice(seededRandom(seed));
  const cast = makeCast(dice);
  const irc = new IrcWriter(dice);
  const talk = new Talk(cast, irc, dice);
  const timed: TimedLine[] = [...plannedLines(cast, irc, dice)];
  for (let step = 0; step * STEP_SECONDS < DURATION_SECONDS; step++) {
    const from = step * STEP_SECONDS;
    for (const [rate, say] of talk.sources(from)) {
      if (!dice.chance(rate * STEP_SECONDS)) continue;
      const at = from + dice.roll() * STEP_SECONDS;
      timed.push({ at, line: say(at) });
    }
  }
  timed.sort((a, b) => a.at - b.at);
  return { lines: timed.map(({ line }) => line), labels: labelsOf(timed) };
}

/** In the form that `backtest --labels` reads. */
function labelsOf(timed: readonly TimedLine[]): object {
  const highlights = MOMENTS.map(({ start, rise, hold, decay, category }) => ({
    start,
    end: start + rise + hold + decay,
    category,
  }));
  const messages = timed.filter(({ line }) => line.includes(' PRIVMSG #')).length;
  return {
    videos: { [DEMO_CHANNEL]: { game: 'Lantern Depths (invented)', duration: DURATION_SECONDS, messages, highlights } },
  };
}

type Source = readonly [rate: number, say: (at: number) => string];

class Talk {
  readonly #crowd: Crowd;
  readonly #irc: IrcWriter;
  readonly #dice: Dice;
  readonly #used = new Map<readonly string[], readonly string[]>();
  #question: { readonly id: string; readonly who: Person; readonly text: string; readonly at: number } | null = null;

  constructor(cast: readonly Person[], irc: IrcWriter, dice: Dice) {
    this.#crowd = new Crowd(cast, dice);
    this.#irc = irc;
    this.#dice = dice;
  }

  /** Everything that makes people write at this time, with its rate. */
  sources(at: number): Source[] {
    return [
      [usualRate(at) * talkShare(at), (when) => this.#usual(when)],
      ...MOMENTS.map((scene): Source => [momentRate(scene, at), (when) => this.#reaction(scene, when)]),
      [bumpRate(BUMPS.raid, at), (when) => this.#raid(when)],
      [bumpRate(BUMPS.gifts, at), (when) => this.#say('talk', when, this.#fill(GIFT_BOMB.thanks))],
      [bumpRate(BUMPS.copypasta, at), (when) => this.#say('react', when, COPYPASTA.text)],
    ];
  }

  #usual(at: number): string {
    const scene = MOMENTS.find(({ start }) => at > start - BEFORE_SECONDS && at < start);
    const past = MOMENTS.find(({ start, rise, hold }) => at > start + rise + hold && at < start + AFTER_SECONDS);
    const kind = this.#dice.weighted([
      ['game', 22],
      ['phase', 20],
      ['small', 15],
      ['short', 20],
      ['emote', 16],
      ['ask', 5],
      ['answer', 6],
      ['before', scene === undefined ? 0 : 18],
      ['after', past === undefined ? 0 : 14],
    ]);
    switch (kind) {
      case 'phase':
        return this.#say('talk', at, this.#fill(PHASES.find(({ until }) => at < until)?.talk ?? GAME_TALK));
      case 'small':
        return this.#say('talk', at, this.#fill(SMALL_TALK));
      case 'short':
        return this.#say('talk', at, this.#dice.pick(SHORT));
      case 'emote':
        return this.#say('emote', at, this.#emotes());
      case 'ask':
        return this.#ask(at);
      case 'answer':
        return this.#answer(at);
      case 'before':
        return this.#say('talk', at, this.#fill(scene?.before ?? GAME_TALK));
      case 'after':
        return this.#say('talk', at, this.#fill(past?.after ?? GAME_TALK));
      default:
        return this.#say('talk', at, this.#fill(GAME_TALK));
    }
  }

  #reaction(scene: MomentScene, at: number): string {
    const text = this.#dice.chance(0.2) ? this.#fill(scene.sentences) : this.#dice.weighted(scene.reactions);
    return this.#say('react', at, this.#dice.chance(0.12) ? stretch(text, this.#dice) : text);
  }

  #raid(at: number): string {
    const host = this.#dice.chance(0.4);
    return this.#say(host ? 'talk' : 'greet', at, this.#fill(host ? RAID.hosts : RAID.raiders));
  }

  #emotes(): string {
    const emote = this.#dice.weighted(CALM_EMOTES);
    return Array.from(
      {
        length: this.#dice.weighted([
          [1, 8],
          [2, 2],
          [3, 2],
        ]),
      },
      () => emote,
    ).join(' ');
  }

  #ask(at: number): string {
    const who = this.#crowd.choose('ask', at);
    const text = inVoice(this.#fill(QUESTIONS), who, this.#dice);
    const { id, line } = this.#irc.message(at, who, text);
    this.#question = { id, who, text, at };
    return line;
  }

  /** A reply in Twitch's sense: it names the message it answers. */
  #answer(at: number): string {
    const question = this.#question;
    if (question === null || at - question.at > ANSWER_SECONDS) return this.#say('talk', at, this.#fill(GAME_TALK));
    const who = this.#crowd.choose('talk', at);
    const text = `@${question.who.displayName} ${expand(this.#dice.pick(ANSWERS), SLOTS, this.#dice)}`;
    return this.#irc.message(at, who, text, {
      'reply-parent-display-name': question.who.displayName,
      'reply-parent-msg-body': question.text,
      'reply-parent-msg-id': question.id,
      'reply-parent-user-id': question.who.id,
      'reply-parent-user-login': question.who.login,
    }).line;
  }

  #say(role: Role, at: number, text: string): string {
    const who = this.#crowd.choose(role, at);
    return this.#irc.message(at, who, inVoice(text, who, this.#dice)).line;
  }

  /** A phrase that was not used for a while. */
  #fill(templates: readonly string[]): string {
    const fresh = Math.floor(templates.length * FRESH_SHARE);
    const stale = this.#used.get(templates) ?? [];
    const template = this.#dice.pick(templates.filter((candidate) => !stale.includes(candidate)));
    this.#used.set(templates, [...stale, template].slice(-fresh));
    return expand(template, SLOTS, this.#dice);
  }
}

/** "NOOO" grows; "KEKW" is said again. */
function stretch(text: string, dice: Dice): string {
  if (text.includes(' ')) return text;
  if (/([A-Za-z])\1$/.test(text)) return text + text.slice(-1).repeat(dice.between(1, 6));
  return `${text} ${text}`;
}
