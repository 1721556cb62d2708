/** `npm run doctor`: looks at everything the bot needs and says what to fix. Changes nothing and posts nothing. */
import { existsSync } from 'node:fs';
import { ConfigError, loadConfig, type Config } from '../config/config.ts';
import { readEnv, type RawEnv } from '../config/env.ts';
import { UserError } from '../domain/command.ts';
import { readCommandLine } from '../lib/command-line.ts';
import { plural } from '../lib/format.ts';
import { checkNode } from './doctor/check-node.ts';
import { bad, renderFinding, type Finding } from './doctor/finding.ts';

const USAGE = `Checks configuration, tokens and permissions, and says what to fix.

  npm run -s doctor

  ✔ fine   ✘ to be fixed   – not in use, or not known

It only looks: a bot that is running is not disturbed, nothing is posted, no token is renewed.
Ends with 0 when there is nothing to fix, with 1 otherwise.`;

const LEFTOVERS_MS = 500;

const SECRETS = [
  'TWITCH_CLIENT_SECRET',
  'TWITCH_ACCESS_TOKEN',
  'TWITCH_REFRESH_TOKEN',
  'DISCORD_TOKEN',
  'OPENAI_API_KEY',
  'WEB_TOKEN',
] as const;

/** Exit codes: 0 nothing to fix, 1 something to fix, 2 the command line is wrong. */
async function main(): Promise<number> {
  const { values } = readCommandLine({ options: { help: { type: 'boolean', short: 'h', default: false } } });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  if (existsSync('.env')) process.loadEnvFile('.env');
  const env: RawEnv = process.env;
  const secrets = secretsOf(env);
  let toFix = 0;
  const say = (finding: Finding): void => {
    if (finding.state === 'bad') toFix++;
    process.stdout.write(`${renderFinding(finding, secrets)}\n`);
  };
  say(checkNode(process.versions.node));
  const { config, problems } = readConfig(env);
  problems.forEach(say);
  if (config !== null) {
    // The Twitch library prints on its own unless told before it is loaded.
    process.env['LOGGING'] ??= 'rate-limiter=critical';
    const { examine } = await import('./doctor/examine.ts');
    for await (const finding of examine(config, env)) say(finding);
  }
  process.stdout.write(toFix === 0 ? '\nNothing to fix.\n' : `\n${plural(toFix, 'thing')} to fix.\n`);
  return toFix === 0 ? 0 : 1;
}

/** Everything that is wrong with the settings at once; without them nothing else can be judged. */
function readConfig(env: RawEnv): { readonly config: Config | null; readonly problems: readonly Finding[] } {
  try {
    return { config: loadConfig(env), problems: [] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const problems = error.problems.map(({ name, problem }) => bad('configuration', `${name} ${problem}.`));
    return { config: null, problems };
  }
}

/** Also as they stand in files and with the prefix that people paste. */
function secretsOf(env: RawEnv): readonly string[] {
  const { values } = readEnv(SECRETS, env);
  return Object.values(values).flatMap((value) => [value, value.replace(/^oauth:/, '')]);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`doctor: ${error.message}\n\n${USAGE}\n`);
  process.exitCode = 2;
}
// Sockets of checks that ran out of time must not keep the process alive.
setTimeout(() => process.exit(), LEFTOVERS_MS).unref();
