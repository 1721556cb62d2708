import path from 'node:path';
import type { LogLevel } from '../lib/log-levels.ts';
import { modelContradictions, modelsConfig, type ModelsConfig } from './models.ts';
import { readEnv, type EnvProblem, type RawEnv } from './env.ts';
import { VARIABLES, type Settings } from './variables.ts';

/** Frozen at start; every part gets the piece it needs. */
export interface Config {
  /** Demo: nothing is configured, so a bundled stream is played. */
  readonly mode: 'demo' | 'live';
  readonly logLevel: LogLevel;
  readonly twitch: {
    readonly channels: readonly string[];
    readonly ircUrl: string | null;
    /** Client id and secret, complete or absent. */
    readonly app: { readonly clientId: string; readonly clientSecret: string } | null;
    /** The client id is optional: Twitch tells it with the token. */
    readonly user: {
      readonly clientId: string | null;
      readonly accessToken: string;
      readonly refreshToken: string | null;
    } | null;
  };
  readonly discord: { readonly token: string; readonly apiUrl: string | null } | null;
  readonly storage: { readonly url: string; readonly messageRetentionDays: number; readonly dataFolder: string };
  readonly charts: { readonly renderer: 'local' | 'quickchart'; readonly quickchartUrl: string | null };
  readonly models: ModelsConfig;
  /** Addresses of the third parties' APIs where they are not the usual ones. */
  readonly emotes: {
    readonly bttvUrl: string | null;
    readonly ffzUrl: string | null;
    readonly sevenTvUrl: string | null;
  };
  readonly web: {
    readonly host: string;
    readonly port: number;
    readonly token: string | null;
    /** Where others reach the dashboard, without a slash at its end. */
    readonly publicUrl: string | null;
  };
}

/** Everything that is wrong with the environment, all at once, in words for the person who set it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly EnvProblem[];

  constructor(problems: readonly EnvProblem[]) {
    const lines = problems.map(({ name, problem }) => `  ${name} ${problem}`);
    super(
      `${problems.length === 1 ? 'One setting is' : `${problems.length} settings are`} wrong:\n${lines.join('\n')}`,
    );
    this.problems = problems;
  }
}

/** @throws ConfigError listing every malformed or contradictory variable */
export function loadConfig(env: RawEnv): Config {
  const names = VARIABLES.map((variable) => variable.name);
  const { values, problems } = readEnv(names, env);
  const settings: Record<string, unknown> = {};
  for (const { name, schema } of VARIABLES) {
    const raw = values[name];
    if (raw === undefined) continue;
    const parsed = schema.safeParse(raw);
    if (parsed.success) settings[name] = parsed.data;
    else for (const issue of parsed.error.issues) problems.push({ name, problem: issue.message });
  }
  const typed = settings as Settings;
  problems.push(...contradictions(typed, new Set(problems.map(({ name }) => name))));
  if (problems.length > 0) throw new ConfigError(problems);
  return deepFreeze(assemble(typed));
}

/** Each variable is fine by itself, but the set makes no sense. Variables already complained of are left out. */
function contradictions(settings: Settings, malformed: ReadonlySet<string>): EnvProblem[] {
  const problems: EnvProblem[] = [];
  const need = (name: keyof Settings, other: keyof Settings, why: string): void => {
    if (settings[name] !== undefined && settings[other] === undefined && !malformed.has(other))
      problems.push({ name, problem: `needs ${other} too: ${why}` });
  };
  need('TWITCH_CLIENT_SECRET', 'TWITCH_CLIENT_ID', 'the two come as a pair');
  if (settings.TWITCH_ACCESS_TOKEN === undefined)
    need('TWITCH_CLIENT_ID', 'TWITCH_CLIENT_SECRET', 'the two come as a pair');
  need('TWITCH_REFRESH_TOKEN', 'TWITCH_ACCESS_TOKEN', 'it renews that token');
  need('TWITCH_REFRESH_TOKEN', 'TWITCH_CLIENT_SECRET', 'renewing a token takes the secret');
  if (settings.CHART_RENDERER === 'quickchart')
    need('CHART_RENDERER', 'QUICKCHART_URL', 'numbers of your chats go there, so it is never assumed');
  if (
    !isLoopback(settings.WEB_HOST ?? '127.0.0.1') &&
    settings.WEB_TOKEN === undefined &&
    !malformed.has('WEB_TOKEN')
  ) {
    problems.push({ name: 'WEB_HOST', problem: 'opens the web pages to other machines, so it needs WEB_TOKEN too' });
  }
  problems.push(...modelContradictions(settings, malformed));
  return problems;
}

function assemble(settings: Settings): Config {
  const channels = settings.TWITCH_CHANNELS ?? [];
  const mode = channels.length === 0 && settings.DISCORD_TOKEN === undefined ? 'demo' : 'live';
  // The demo leaves nothing behind unless told where.
  const url = settings.DATABASE_URL ?? (mode === 'demo' ? 'sqlite::memory:' : 'sqlite:data/hypewire.db');
  const clientId = settings.TWITCH_CLIENT_ID;
  const accessToken = settings.TWITCH_ACCESS_TOKEN;
  return {
    mode,
    logLevel: settings.LOG_LEVEL ?? 'info',
    twitch: {
      channels,
      ircUrl: settings.TWITCH_IRC_URL ?? null,
      app:
        clientId !== undefined && settings.TWITCH_CLIENT_SECRET !== undefined
          ? { clientId, clientSecret: settings.TWITCH_CLIENT_SECRET }
          : null,
      user:
        accessToken !== undefined
          ? { clientId: clientId ?? null, accessToken, refreshToken: settings.TWITCH_REFRESH_TOKEN ?? null }
          : null,
    },
    discord:
      settings.DISCORD_TOKEN === undefined
        ? null
        : { token: settings.DISCORD_TOKEN, apiUrl: settings.DISCORD_API_URL ?? null },
    storage: { url, messageRetentionDays: settings.MESSAGE_RETENTION_DAYS ?? 7, dataFolder: dataFolder(url) },
    charts: { renderer: settings.CHART_RENDERER ?? 'local', quickchartUrl: settings.QUICKCHART_URL ?? null },
    models: modelsConfig(settings),
    emotes: {
      bttvUrl: settings.BTTV_API_URL ?? null,
      ffzUrl: settings.FFZ_API_URL ?? null,
      sevenTvUrl: settings.SEVENTV_API_URL ?? null,
    },
    web: {
      host: settings.WEB_HOST ?? '127.0.0.1',
      port: settings.WEB_PORT ?? 8080,
      token: settings.WEB_TOKEN ?? null,
      publicUrl: settings.WEB_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    },
  };
}

/** Files of the running bot stand beside its database. */
function dataFolder(url: string): string {
  const file = url.slice('sqlite:'.length);
  return file === ':memory:' ? 'data' : path.dirname(file);
}

/** True for names and addresses that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner as object);
  return Object.freeze(value);
}
