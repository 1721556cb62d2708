import { z } from 'zod';
import { parseChannelName } from '../lib/channel-name.ts';
import type { ModelRole } from '../domain/ports/models.ts';
import { LOG_LEVELS } from '../lib/log-levels.ts';
import { parseModelSpec } from '../lib/model-spec.ts';

/** One environment variable: how it is read, and what `.env.example` says about it. */
export interface Variable {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly group: string;
  readonly about: string;
  /** What `.env.example` shows behind `NAME=`. */
  readonly example: string;
}

const text = z.string();
const httpUrl = z
  .string()
  .refine((value) => hasScheme(value, ['http:', 'https:']), 'must be an http:// or https:// address');
const socketUrl = z.string().refine((value) => hasScheme(value, ['ws:', 'wss:']), 'must be a ws:// or wss:// address');
const port = z
  .string()
  .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, 'must be a port number from 0 to 65535')
  .transform(Number);

/** An amount without sign. */
function dollars(example: string) {
  return z
    .string()
    .refine((value) => /^\d{1,9}(\.\d{1,9})?$/.test(value), `must be an amount in dollars, ${example}`)
    .transform(Number);
}

function modelSpec(role: ModelRole) {
  return z.string().transform((value, context) => {
    const parsed = parseModelSpec(role, value);
    if (parsed.ok) return parsed.spec;
    context.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  });
}

function hasNoLogin(value: string): boolean {
  if (!URL.canParse(value)) return true;
  const { username, password } = new URL(value);
  return username === '' && password === '';
}

function hasScheme(value: string, schemes: readonly string[]): boolean {
  return URL.canParse(value) && schemes.includes(new URL(value).protocol);
}

const channels = z.string().transform((value, context) => {
  const names: string[] = [];
  for (const part of value.split(/[\s,]+/).filter((piece) => piece !== '')) {
    const name = parseChannelName(part);
    if (name === null) {
      const message = `"${part.slice(0, 40)}" is no Twitch channel name (1 to 25 letters, digits and _, as in twitch.tv/NAME)`;
      context.addIssue({ code: 'custom', message });
    } else if (!names.includes(name)) names.push(name);
  }
  return names;
});

const databaseUrl = z
  .string()
  .refine(
    (value) => value.startsWith('sqlite:') && value.length > 7,
    'must begin with sqlite: followed by a path, or be sqlite::memory:',
  );

const retentionDays = z
  .string()
  .refine((value) => /^\d{1,3}$/.test(value), 'must be a number of days from 0 to 999')
  .transform(Number);

/** Every variable the bot knows, in the order in which `.env.example` lists them. All are optional. */
export const VARIABLES = [
  {
    name: 'TWITCH_CHANNELS',
    schema: channels,
    group: 'What to watch',
    example: '',
    about:
      'Channels to watch besides those tracked in Discord, separated by commas. Reading needs no account and no token.',
  },
  {
    name: 'TWITCH_CLIENT_ID',
    schema: text,
    group: 'Twitch API',
    example: '',
    about:
      'With the secret: live state, stream start, VOD links, checks that a channel exists. From dev.twitch.tv/console.',
  },
  {
    name: 'TWITCH_CLIENT_SECRET',
    schema: text,
    group: 'Twitch API',
    example: '',
    about: 'Belongs to TWITCH_CLIENT_ID.',
  },
  {
    name: 'TWITCH_ACCESS_TOKEN',
    schema: text.transform((value) => value.replace(/^oauth:/, '')),
    group: 'Twitch API',
    example: '',
    about: 'A user token. Scopes: user:write:chat to answer in chat, clips:edit and editor:manage:clips to make clips.',
  },
  {
    name: 'TWITCH_REFRESH_TOKEN',
    schema: text,
    group: 'Twitch API',
    example: '',
    about: 'Keeps TWITCH_ACCESS_TOKEN alive; needs the client id and secret.',
  },
  {
    name: 'DISCORD_TOKEN',
    schema: text,
    group: 'Discord',
    example: '',
    about: 'Bot token from discord.com/developers. Without it alerts are printed in the terminal.',
  },
  {
    name: 'DATABASE_URL',
    schema: databaseUrl,
    group: 'Storage',
    example: 'sqlite:data/hypewire.db',
    about: 'Where everything is kept.',
  },
  {
    name: 'MESSAGE_RETENTION_DAYS',
    schema: retentionDays,
    group: 'Storage',
    example: '7',
    about: 'Chat messages older than this are deleted; 0 keeps none.',
  },
  {
    name: 'OPENAI_API_KEY',
    schema: text,
    group: 'Language models',
    example: '',
    about: 'For summaries by a language model. Everything works without one.',
  },
  {
    name: 'OPENAI_BASE_URL',
    schema: httpUrl.refine(hasNoLogin, 'must not hold a user name or password; a key goes into OPENAI_API_KEY'),
    group: 'Language models',
    example: '',
    about: 'Any OpenAI-compatible server, for example http://localhost:11434/v1.',
  },
  { name: 'OPENAI_MODEL', schema: text, group: 'Language models', example: '', about: 'Model name at that server.' },
  {
    name: 'LLM_BUDGET_USD_PER_DAY',
    schema: dollars('for example 1.50'),
    group: 'Language models',
    example: '1',
    about: 'Model calls stop for the day (UTC) before this is exceeded.',
  },
  {
    name: 'LLM_INPUT_USD_PER_MTOK',
    schema: dollars('for example 0.15'),
    group: 'Language models',
    example: '',
    about: 'Price of a million tokens sent. Without it: 0 on a private network, else the assumed 3 in and 15 out.',
  },
  {
    name: 'LLM_OUTPUT_USD_PER_MTOK',
    schema: dollars('for example 0.60'),
    group: 'Language models',
    example: '',
    about: 'Price of a million tokens answered.',
  },
  {
    name: 'MOOD_MODEL',
    schema: modelSpec('mood'),
    group: 'Language models',
    example: 'lexicon',
    about: 'Which model rates messages: lexicon, onnx:FOLDER, onnx:OWNER/NAME, openai or openai:MODEL.',
  },
  {
    name: 'SUMMARY_MODEL',
    schema: modelSpec('summary'),
    group: 'Language models',
    example: 'extractive',
    about: 'What writes summaries: extractive, openai or openai:MODEL. With OPENAI_MODEL set it is openai.',
  },
  {
    name: 'CHART_RENDERER',
    schema: z.enum(['local', 'quickchart'], 'must be local or quickchart'),
    group: 'Charts',
    example: 'local',
    about: 'local draws in this process; quickchart sends the numbers to QUICKCHART_URL.',
  },
  {
    name: 'QUICKCHART_URL',
    schema: httpUrl,
    group: 'Charts',
    example: '',
    about: 'A QuickChart server, best your own.',
  },
  {
    name: 'WEB_HOST',
    schema: text,
    group: 'Web',
    example: '127.0.0.1',
    about: 'Address to listen on. Anything but loopback needs WEB_TOKEN.',
  },
  { name: 'WEB_PORT', schema: port, group: 'Web', example: '8080', about: 'Port to listen on; 0 picks a free one.' },
  { name: 'WEB_TOKEN', schema: text, group: 'Web', example: '', about: 'Needed for every change over HTTP.' },
  {
    name: 'WEB_PUBLIC_URL',
    schema: httpUrl,
    group: 'Web',
    example: '',
    about: 'Where others reach the dashboard, for example https://hype.example.org. Cards link to it.',
  },
  {
    name: 'LOG_LEVEL',
    schema: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`),
    group: 'Logs',
    example: 'info',
    about: `One of ${LOG_LEVELS.join(', ')}.`,
  },
  {
    name: 'TWITCH_IRC_URL',
    schema: socketUrl,
    group: 'Other servers and tests',
    example: '',
    about: 'Chat server, for example ws://127.0.0.1:6667.',
  },
  {
    name: 'TWURPLE_MOCK_API_PORT',
    schema: port,
    group: 'Other servers and tests',
    example: '',
    about: 'Local port that stands in for the Twitch API, OAuth and EventSub.',
  },
  {
    name: 'DISCORD_API_URL',
    schema: httpUrl,
    group: 'Other servers and tests',
    example: '',
    about: 'Discord API, for example http://127.0.0.1:3001/api.',
  },
  {
    name: 'BTTV_API_URL',
    schema: httpUrl,
    group: 'Other servers and tests',
    example: '',
    about: 'BetterTTV API, for example http://127.0.0.1:3002. Live updates are off with a server of your own.',
  },
  {
    name: 'FFZ_API_URL',
    schema: httpUrl,
    group: 'Other servers and tests',
    example: '',
    about: 'FrankerFaceZ API.',
  },
  {
    name: 'SEVENTV_API_URL',
    schema: httpUrl,
    group: 'Other servers and tests',
    example: '',
    about: '7TV API. Live updates are off with a server of your own.',
  },
  {
    name: 'VTUBE_STUDIO_URL',
    schema: socketUrl,
    group: 'Other servers and tests',
    example: '',
    about: 'VTube Studio API.',
  },
] as const satisfies readonly Variable[];

type Known = (typeof VARIABLES)[number];
/** Parsed values by name; absent variables are undefined. */
export type Settings = { readonly [V in Known as V['name']]?: z.output<V['schema']> };

/** The text of `.env.example`. */
export function envExample(): string {
  const lines = [
    '# All variables are optional. Any of them may be given as NAME_FILE, the path of a file with the value.',
  ];
  let group = '';
  for (const variable of VARIABLES) {
    if (variable.group !== group) {
      group = variable.group;
      lines.push('', `# ${group}`);
    }
    lines.push(`# ${variable.about}`, `# ${variable.name}=${variable.example}`);
  }
  return `${lines.join('\n')}\n`;
}
