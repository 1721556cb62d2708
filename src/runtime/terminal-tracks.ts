import type { ChannelName } from '../domain/chat-event.ts';
import { TRACK_DEFAULTS, type Track } from '../domain/track.ts';

/** Where no guild is. */
export const TERMINAL_GUILD = 'terminal';

/** Without Discord every watched channel reports to the terminal. */
export function terminalTrack(channel: ChannelName): Track {
  return {
    v: 1,
    id: `terminal-${channel}`,
    guildId: TERMINAL_GUILD,
    channel,
    target: { kind: 'terminal', id: '' },
    sensitivity: TRACK_DEFAULTS.sensitivity,
    cooldownSeconds: TRACK_DEFAULTS.cooldownSeconds,
    pingRoleId: null,
    quietHours: null,
    paused: false,
    reachBackSeconds: TRACK_DEFAULTS.reachBackSeconds,
    autoClip: false,
    moderatorTarget: null,
    recap: false,
    quietDigest: false,
    threadPerStream: false,
    crosspost: false,
    summaries: false,
    summaryCron: null,
    summaryTimeZone: null,
    createdBy: 'terminal',
    createdAt: 0,
  };
}
