import { randomUUID } from 'node:crypto';

/** What a chat line carries besides its text. Anything left out gets an ordinary value. */
export interface LineOptions {
  readonly id?: string;
  readonly roomId?: string;
  readonly userId?: string;
  readonly displayName?: string;
  readonly color?: string;
  readonly badges?: string;
  readonly emotes?: string;
  readonly bits?: number;
  readonly action?: boolean;
  readonly firstEver?: boolean;
  readonly sentAt?: number;
  readonly replyTo?: { readonly id: string; readonly login: string };
  readonly source?: { readonly roomId: string; readonly id: string };
  /** More tags, values as they stand on the wire (escaped). */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A stable number for a name, as good an id as any. */
export function idOf(name: string): string {
  let hash = 7;
  for (let i = 0; i < name.length; i++) hash = (hash * 31 + name.charCodeAt(i)) % 900_000_007;
  return String(hash + 1_000);
}

/** IRCv3 escaping of a tag value. */
export function escapeTag(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\:')
    .replaceAll(' ', '\\s')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n');
}

/** Tags in alphabetical order, as Twitch sends them. */
export function tagList(tags: Readonly<Record<string, string>>): string {
  return Object.keys(tags)
    .sort()
    .map((name) => `${name}=${tags[name] ?? ''}`)
    .join(';');
}

export function privmsg(channel: string, login: string, text: string, options: LineOptions = {}): string {
  const badges = options.badges ?? 'subscriber/12,premium/1';
  const tags: Record<string, string> = {
    'badge-info': badges.includes('subscriber/') ? 'subscriber/14' : '',
    badges,
    'client-nonce': randomUUID().replaceAll('-', ''),
    color: options.color ?? '#0D4200',
    'display-name': escapeTag(options.displayName ?? login),
    emotes: options.emotes ?? '',
    'first-msg': options.firstEver === true ? '1' : '0',
    flags: '',
    id: options.id ?? randomUUID(),
    mod: '0',
    'returning-chatter': '0',
    'room-id': options.roomId ?? idOf(channel),
    subscriber: badges.includes('subscriber/') ? '1' : '0',
    'tmi-sent-ts': String(options.sentAt ?? Date.now()),
    turbo: '0',
    'user-id': options.userId ?? idOf(login),
    'user-type': '',
    ...options.tags,
  };
  if (options.bits !== undefined) tags['bits'] = String(options.bits);
  if (options.replyTo) {
    tags['reply-parent-msg-id'] = options.replyTo.id;
    tags['reply-parent-user-login'] = options.replyTo.login;
    tags['reply-parent-display-name'] = options.replyTo.login;
  }
  if (options.source) {
    tags['source-room-id'] = options.source.roomId;
    tags['source-id'] = options.source.id;
    tags['source-badges'] = '';
  }
  const body = options.action === true ? `\x01ACTION ${text}\x01` : text;
  return `@${tagList(tags)} :${login}!${login}@${login}.tmi.twitch.tv PRIVMSG #${channel} :${body}`;
}

/** `params` are `msg-param-*` without their prefix, not escaped. */
export function userNotice(
  channel: string,
  msgId: string,
  login: string,
  options: LineOptions & {
    readonly params?: Readonly<Record<string, string>>;
    readonly systemText?: string;
    readonly text?: string;
  } = {},
): string {
  const tags: Record<string, string> = {
    'badge-info': '',
    badges: options.badges ?? '',
    color: options.color ?? '',
    'display-name': escapeTag(options.displayName ?? login),
    emotes: '',
    flags: '',
    id: options.id ?? randomUUID(),
    login,
    mod: '0',
    'msg-id': msgId,
    'room-id': options.roomId ?? idOf(channel),
    subscriber: '0',
    'system-msg': escapeTag(options.systemText ?? ''),
    'tmi-sent-ts': String(options.sentAt ?? Date.now()),
    'user-id': options.userId ?? idOf(login),
    'user-type': '',
    ...Object.fromEntries(
      Object.entries(options.params ?? {}).map(([name, value]) => [`msg-param-${name}`, escapeTag(value)]),
    ),
    ...options.tags,
  };
  if (options.source) {
    tags['source-room-id'] = options.source.roomId;
    tags['source-id'] = options.source.id;
  }
  return `@${tagList(tags)} :tmi.twitch.tv USERNOTICE #${channel}${options.text === undefined ? '' : ` :${options.text}`}`;
}

/** Timeout with `seconds`, ban without, whole chat without `login`. */
export function clearChat(channel: string, login: string | null, seconds: number | null, sentAt = Date.now()): string {
  const tags: Record<string, string> = { 'room-id': idOf(channel), 'tmi-sent-ts': String(sentAt) };
  if (login !== null) tags['target-user-id'] = idOf(login);
  if (seconds !== null) tags['ban-duration'] = String(seconds);
  return `@${tagList(tags)} :tmi.twitch.tv CLEARCHAT #${channel}${login === null ? '' : ` :${login}`}`;
}

export function clearMessage(
  channel: string,
  login: string,
  messageId: string,
  text: string,
  sentAt = Date.now(),
): string {
  const tags = { login, 'room-id': '', 'target-msg-id': messageId, 'tmi-sent-ts': String(sentAt) };
  return `@${tagList(tags)} :tmi.twitch.tv CLEARMSG #${channel} :${text}`;
}

export function roomState(channel: string): string {
  return `@emote-only=0;followers-only=-1;r9k=0;room-id=${idOf(channel)};slow=0;subs-only=0 :tmi.twitch.tv ROOMSTATE #${channel}`;
}

export function notice(channel: string, msgId: string | null, text: string): string {
  return `${msgId === null ? '' : `@msg-id=${msgId} `}:tmi.twitch.tv NOTICE ${channel} :${text}`;
}
