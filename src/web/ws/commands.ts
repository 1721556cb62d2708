import type { ChannelName } from '../../domain/chat-event.ts';
import { parseChannelName } from '../../lib/channel-name.ts';

const ECHO_CHARS_MAX = 100;

/** What a client may ask of the event socket. */
export type SocketCommand =
  | { readonly kind: 'join'; readonly channel: ChannelName; readonly lastId: string | null }
  | { readonly kind: 'leave'; readonly channel: ChannelName }
  | { readonly kind: 'ping' };

/** An error as clients get it. `detail` says what to do, where the words of `error` do not. */
export interface ErrorFrame {
  readonly error: string;
  readonly command?: string | null;
  readonly channel?: string;
  readonly detail?: string;
}

/** Reads one frame from a client. Nothing in it is trusted; what is echoed is cut short. */
export function parseCommand(text: string): SocketCommand | ErrorFrame {
  const fields = readObject(text);
  if (fields === null) return { error: 'Invalid JSON' };
  const { command } = fields;
  switch (command) {
    case 'ping':
      return { kind: 'ping' };
    case 'join_channel':
    case 'leave_channel':
      return channelCommand(command, fields);
    default:
      return { error: 'Unknown command', command: typeof command === 'string' ? short(command) : null };
  }
}

function channelCommand(
  command: 'join_channel' | 'leave_channel',
  { channel, last_id: lastId }: Readonly<Record<string, unknown>>,
): SocketCommand | ErrorFrame {
  if (typeof channel !== 'string' || channel.length > ECHO_CHARS_MAX) {
    return { error: 'Missing channel', command, detail: 'Give the name of a Twitch channel in "channel".' };
  }
  const name = parseChannelName(channel);
  if (name === null) {
    const detail = 'A Twitch channel is 1 to 25 letters, digits and _, as in twitch.tv/NAME.';
    return { error: 'Invalid channel', command, channel, detail };
  }
  if (command === 'leave_channel') return { kind: 'leave', channel: name };
  if (lastId !== undefined && typeof lastId !== 'string') return invalidLastId(command);
  return { kind: 'join', channel: name, lastId: lastId ?? null };
}

/** The id is none of ours. */
export function invalidLastId(command: string): ErrorFrame {
  return {
    error: 'Invalid last_id',
    command,
    detail: 'Give the event_id of the last event you received, or leave it out.',
  };
}

function readObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function short(text: string): string {
  return text.length <= ECHO_CHARS_MAX ? text : `${text.slice(0, ECHO_CHARS_MAX).toWellFormed()}…`;
}
