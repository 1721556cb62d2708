import type { Person } from './cast.ts';
import { emotesTag } from './emotes.ts';
import type { Dice } from './grammar.ts';

/** The stream of the demo; no such channel is meant. */
export const DEMO_CHANNEL = 'hypewire_demo';
const ROOM_ID = '1899999999';
/** When the invented stream began. */
const STREAM_BEGAN = Date.UTC(2026, 2, 14, 19);

/** One line and when it is sent, in seconds since the stream began. */
export interface TimedLine {
  readonly at: number;
  readonly line: string;
}

type Tags = Readonly<Record<string, string | number>>;

/** Writes lines as Twitch sends them, tags in alphabetical order. Source: Twitch IRC documentation, "Tags". */
export class IrcWriter {
  readonly #dice: Dice;
  readonly #seen = new Set<string>();

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  message(at: number, who: Person, text: string, extra: Tags = {}): { readonly id: string; readonly line: string } {
    const id = this.#uuid();
    const isFirst = (who.kind === 'raider' || who.kind === 'spammer') && !this.#seen.has(who.login);
    this.#seen.add(who.login);
    const tags = {
      ...this.#person(at, who, id),
      emotes: emotesTag(text),
      'first-msg': isFirst ? 1 : 0,
      'returning-chatter': 0,
      ...extra,
    };
    return {
      id,
      line: `${format(tags)} :${who.login}!${who.login}@${who.login}.tmi.twitch.tv PRIVMSG #${DEMO_CHANNEL} :${text}`,
    };
  }

  notice(at: number, who: Person, type: string, systemText: string, params: Tags, text = ''): string {
    const named = Object.fromEntries(Object.entries(params).map(([name, value]) => [`msg-param-${name}`, value]));
    const tags = {
      ...this.#person(at, who, this.#uuid()),
      emotes: emotesTag(text),
      login: who.login,
      'msg-id': type,
      'system-msg': systemText,
      ...named,
    };
    return `${format(tags)} :tmi.twitch.tv USERNOTICE #${DEMO_CHANNEL}${text === '' ? '' : ` :${text}`}`;
  }

  clearMessage(at: number, login: string, messageId: string, text: string): string {
    const tags = { login, 'room-id': '', 'target-msg-id': messageId, 'tmi-sent-ts': timestamp(at) };
    return `${format(tags)} :tmi.twitch.tv CLEARMSG #${DEMO_CHANNEL} :${text}`;
  }

  /** A timeout, or a ban where `seconds` is null. */
  clearChatter(at: number, who: Person, seconds: number | null): string {
    const duration: Tags = seconds === null ? {} : { 'ban-duration': seconds };
    const tags = { ...duration, 'room-id': ROOM_ID, 'target-user-id': who.id, 'tmi-sent-ts': timestamp(at) };
    return `${format(tags)} :tmi.twitch.tv CLEARCHAT #${DEMO_CHANNEL} :${who.login}`;
  }

  #person(at: number, who: Person, id: string): Tags {
    return {
      'badge-info': who.months > 0 ? `subscriber/${who.months}` : '',
      badges: who.badges,
      color: who.color,
      'display-name': who.displayName,
      flags: '',
      id,
      mod: who.badges.includes('moderator/') ? 1 : 0,
      'room-id': ROOM_ID,
      subscriber: who.months > 0 ? 1 : 0,
      'tmi-sent-ts': timestamp(at),
      turbo: 0,
      'user-id': who.id,
      'user-type': who.badges.includes('moderator/') ? 'mod' : '',
      ...(who.kind === 'vip' ? { vip: 1 } : {}),
    };
  }

  #uuid(): string {
    const hex = Array.from({ length: 32 }, () => this.#dice.between(0, 15).toString(16));
    hex[12] = '4';
    hex[16] = this.#dice.pick(['8', '9', 'a', 'b']);
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
      .map((part) => part.join(''))
      .join('-');
  }
}

function timestamp(at: number): number {
  return STREAM_BEGAN + Math.round(at * 1000);
}

function format(tags: Tags): string {
  const names = Object.keys(tags).sort();
  return `@${names.map((name) => `${name}=${escapeValue(String(tags[name]))}`).join(';')}`;
}

/** Source: IRCv3 message tags, "Escaping values". */
function escapeValue(value: string): string {
  return value.replace(
    /[\\; \r\n]/g,
    (character) => ({ '\\': '\\\\', ';': '\\:', ' ': '\\s', '\r': '\\r', '\n': '\\n' })[character] ?? '',
  );
}
