import type { ChatCommand } from './chat-command.ts';

/** `!hypewire on|off|status`: the broadcaster and the moderators decide whether the bot speaks in their chat. */
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
        return 'Hypewire answers here: anybody may ask !hype. “!hypewire off” silences it.';
      case 'off':
        await saveSettings({ ...settings, chatCommands: false, muted: true });
        return 'Hypewire is silent here. “!hypewire on” brings it back.';
      case 'status':
      case undefined:
        return on
          ? 'Hypewire is on here: anybody may ask !hype. “!hypewire off” silences it.'
          : 'Hypewire is off here. “!hypewire on” lets anybody ask !hype.';
      default:
        return 'Hypewire knows: !hypewire on, !hypewire off, !hypewire status.';
    }
  },
};
