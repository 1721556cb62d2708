import { parseChannelName } from '../../lib/channel-name.ts';
import type { ChatCommand } from './chat-command.ts';

/** More names than a channel has helpers; the settings stay small. */
const TRUSTED_MAX = 50;

/**
 * `!hypewire on|off|status`: the broadcaster and the moderators decide whether the bot speaks in their chat.
 * `!hypewire trust|distrust NAME`: who else may `!mark`. `!hypewire summaries on|off`: whether `!summary` answers.
 */
export const hypewireCommand: ChatCommand = {
  name: 'hypewire',
  aliases: [],
  access: 'moderator',
  globalCooldownMs: 2000,
  userCooldownMs: 2000,
  always: true,

  async execute({ args, settings, saveSettings }) {
    const on = settings.chatCommands && !settings.muted;
    switch (args[0]) {
      case 'on':
        await saveSettings({ ...settings, chatCommands: true, muted: false });
        return 'Hypewire answers here: anybody may ask !hype and !mood. “!hypewire off” silences it.';
      case 'off':
        await saveSettings({ ...settings, chatCommands: false, muted: true });
        return 'Hypewire is silent here. “!hypewire on” brings it back.';
      case 'status':
      case undefined:
        return on
          ? 'Hypewire is on here: anybody may ask !hype and !mood. “!hypewire off” silences it.'
          : 'Hypewire is off here. “!hypewire on” lets anybody ask !hype and !mood.';
      case 'trust':
      case 'distrust': {
        const name = parseChannelName(args[1] ?? '');
        if (name === null) return 'Say whom: !hypewire trust NAME, or !hypewire distrust NAME.';
        const others = settings.trusted.filter((known) => known !== name);
        if (args[0] === 'trust' && others.length >= TRUSTED_MAX)
          return `At most ${TRUSTED_MAX} people can be trusted; !hypewire distrust somebody first.`;
        await saveSettings({ ...settings, trusted: args[0] === 'trust' ? [...others, name] : others });
        return args[0] === 'trust' ? 'They may use !mark here now.' : 'They may not use !mark here any more.';
      }
      case 'summaries': {
        const summaries = args[1] === 'on';
        if (!summaries && args[1] !== 'off') return 'Say which: !hypewire summaries on, or !hypewire summaries off.';
        await saveSettings({ ...settings, summaries });
        return summaries ? 'Anybody may ask !summary here.' : '!summary is off here.';
      }
      default:
        return 'Hypewire knows: !hypewire on, off, status, summaries on, summaries off, trust NAME, distrust NAME.';
    }
  },
};
