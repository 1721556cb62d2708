import type { CommandDefinition, CommandOption } from '../../../domain/command.ts';
import { TRACK_DEFAULTS } from '../../../domain/track.ts';

/** What a track may be set to. Seconds, and scores in the detector's units. */
export const LIMITS = {
  cooldownSeconds: { min: 10, max: 3600 },
  reachBackSeconds: { min: 0, max: 600 },
  score: { min: 0.1, max: 1000 },
} as const;

/** Tracks one guild may have. */
export const TRACKS_PER_GUILD_MAX = 50;

const CHANNEL_CHARACTERS_MAX = 200;

function channel(description: string, required = true): CommandOption {
  return {
    type: 'string',
    name: 'channel',
    description,
    required,
    autocomplete: true,
    maxLength: CHANNEL_CHARACTERS_MAX,
  };
}

const sensitivity: CommandOption = {
  type: 'string',
  name: 'sensitivity',
  description: 'low, medium or high: more of it gives more alerts. Or the score a moment must reach',
  autocomplete: true,
  maxLength: 20,
};

/** What `add` and `edit` can set alike. */
const settings: readonly CommandOption[] = [
  {
    type: 'channel',
    name: 'target',
    description: 'Where alerts go: a text, announcement or forum channel, or a thread',
    targets: ['text', 'announcement', 'thread', 'forum'],
  },
  sensitivity,
  {
    type: 'integer',
    name: 'cooldown',
    description: `Seconds between two alerts, ${TRACK_DEFAULTS.cooldownSeconds} unless set`,
    ...LIMITS.cooldownSeconds,
  },
  { type: 'role', name: 'ping_role', description: 'Role to mention in each alert; nobody is pinged without it' },
  {
    type: 'string',
    name: 'quiet_hours',
    description: 'No alerts between two times of day, for example 22:00-08:00',
    maxLength: 40,
  },
  {
    type: 'string',
    name: 'time_zone',
    description: 'Time zone of quiet hours and summary schedule, for example Europe/Berlin',
    autocomplete: true,
    maxLength: 64,
  },
  {
    type: 'integer',
    name: 'reach_back',
    description: `Seconds that links begin before chat reacts, ${TRACK_DEFAULTS.reachBackSeconds} unless set`,
    ...LIMITS.reachBackSeconds,
  },
  { type: 'boolean', name: 'crosspost', description: 'Publish posts of an announcement channel to its followers' },
  {
    type: 'boolean',
    name: 'auto_clip',
    description: 'Make a Twitch clip of every alert; the answer says under whose name',
  },
  {
    type: 'channel',
    name: 'mod_channel',
    description: 'Where bursts that look like an attack are reported, instead of with the alerts',
    targets: ['text'],
  },
  { type: 'boolean', name: 'recap', description: 'Post a recap when a stream ends' },
  {
    type: 'boolean',
    name: 'summaries',
    description: 'Sum up what chat says: /summary, on cards and in recaps. Off until turned on',
  },
  {
    type: 'string',
    name: 'summary_schedule',
    description: 'Post a summary regularly while live: a cron expression, or off',
    autocomplete: true,
    maxLength: 100,
  },
  { type: 'boolean', name: 'quiet_digest', description: 'Post what quiet hours held back as one digest at their end' },
  { type: 'boolean', name: 'thread_per_stream', description: 'Put the cards of each stream into a thread of its own' },
];

export const trackDefinition: CommandDefinition = {
  name: 'track',
  description: 'Which Twitch channels are watched, and where their moments are posted',
  access: 'manage-server',
  subcommands: [
    {
      name: 'add',
      description: 'Watch a Twitch channel and post its hype moments',
      options: [channel('Name or address of the Twitch channel'), ...settings],
    },
    {
      name: 'edit',
      description: 'Change how a channel is tracked; only what you give is changed',
      options: [
        channel('A channel tracked here'),
        ...settings,
        { type: 'boolean', name: 'pause', description: 'true stops the alerts, false lets them go on' },
        { type: 'boolean', name: 'clear_ping_role', description: 'Ping nobody any more' },
        { type: 'boolean', name: 'clear_quiet_hours', description: 'No quiet hours any more' },
        { type: 'boolean', name: 'clear_mod_channel', description: 'Report attacks nowhere any more' },
      ],
    },
    { name: 'remove', description: 'Stop tracking a channel here', options: [channel('A channel tracked here')] },
    { name: 'list', description: 'The channels tracked here, and whether each one works' },
    {
      name: 'test',
      description: 'Post a sample card, without a ping, to see that alerts arrive',
      options: [channel('A channel tracked here')],
    },
    {
      name: 'preview',
      description: 'What another sensitivity would have posted; one press then applies it',
      options: [
        channel('A channel tracked here'),
        { ...sensitivity, description: 'low, medium, high or a score; if left out, what your votes suggest' },
        {
          type: 'string',
          name: 'stream',
          description: 'Only one stream; the last 90 days if left out',
          autocomplete: true,
          maxLength: 100,
        },
      ],
    },
    {
      name: 'log',
      description: 'The last 20 decisions: what was posted, what was not, and why',
      options: [channel('Only this channel', false)],
    },
  ],
};
