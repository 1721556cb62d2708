import type { ChannelName } from '../../../domain/chat-event.ts';

/** What the source needs to know of a line that is not chat. */
export interface ControlLine {
  readonly command: string;
  /** Nick of the sender; '' for the server. */
  readonly nick: string;
  /** First channel parameter without `#`; '' where there is none. */
  readonly channel: ChannelName;
  /** `msg-id` tag; '' where there is none. */
  readonly msgId: string;
  /** First word after the command, for example `*` or the subcommand's target. */
  readonly parameters: readonly string[];
  readonly text: string;
}

const SHAPE = /^(?:@(?<tags>\S+) +)?(?::(?<prefix>\S+) +)?(?<command>[A-Za-z]+|\d{3})(?<rest>.*)$/s;
const parametersMax = 15;

/** Reads any IRC line, slowly; null for what is none. */
export function readControlLine(line: string): ControlLine | null {
  const groups = SHAPE.exec(line)?.groups;
  if (!groups) return null;
  const rest = groups['rest'] ?? '';
  const textAt = rest.indexOf(' :');
  const words = (textAt === -1 ? rest : rest.slice(0, textAt)).split(' ', parametersMax).filter((word) => word !== '');
  const channel = words.find((word) => word.startsWith('#')) ?? '';
  const prefix = groups['prefix'] ?? '';
  return {
    command: (groups['command'] ?? '').toUpperCase(),
    nick: prefix.includes('!') ? prefix.slice(0, prefix.indexOf('!')) : '',
    channel: channel.slice(1).toLowerCase(),
    msgId: /(?:^|;)msg-id=([^;]*)/.exec(groups['tags'] ?? '')?.[1] ?? '',
    parameters: words,
    text: textAt === -1 ? '' : rest.slice(textAt + 2),
  };
}
