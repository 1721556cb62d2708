/** The process: settings from the environment, a screen for the operator, signals, exit codes. */
import { existsSync } from 'node:fs';
import { ConfigError, loadConfig, type Config } from './config/config.ts';
import { UserError } from './domain/command.ts';
import { TRACK_DEFAULTS } from './domain/track.ts';
import { errorMessage } from './lib/error-message.ts';
import { scoreThreshold } from './pipeline/hype/sensitivity.ts';
import { createLogger } from './telemetry/logger.ts';
import { createScreen } from './terminal/screen.ts';

const STOP_WITHIN_MS = 15_000;
/** Terminal and launcher may both hand on the same Ctrl-C. */
const SAME_SIGNAL_MS = 500;
const LAUNCHER_POLL_MS = 1_000;

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = loadConfig(process.env);
  // Twurple's join limiter prints on its own unless told before it is loaded.
  process.env['LOGGING'] ??= 'rate-limiter=critical';
  const { createApp } = await import('./app.ts');

  const screen = createScreen(process.stdout, process.env, scoreThreshold(TRACK_DEFAULTS.sensitivity, 'robust'));
  const level = config.mode === 'demo' && process.env['LOG_LEVEL'] === undefined ? 'warn' : config.logLevel;
  const logger = createLogger(level, process.stderr.isTTY ? screen.log : process.stderr);
  const stopped = waitForStop();
  process.on('unhandledRejection', (error) => {
    logger.fatal({ error }, 'a promise was rejected and nobody was listening');
    process.exit(1);
  });

  screen.print(banner(config));
  const app = await createApp({ config, logger, terminal: screen });
  for (const hint of app.hints) screen.print(`  · ${hint}`);
  screen.print(`Dashboard: ${app.web.address}`);
  screen.print(`Health: ${app.web.server.url}/api/health`);
  const reason = await stopped;
  screen.print(`\nStopping (${reason}) …`);
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await app[Symbol.asyncDispose]();
  screen[Symbol.dispose]();
  process.exit(0);
}

function banner(config: Config): string {
  if (config.mode === 'demo') {
    return [
      'Hypewire demo: nothing is configured, so a bundled stream is played through the real pipeline.',
      'The first moment comes in about 20 seconds. To watch a real chat: TWITCH_CHANNELS=name npm start',
    ].join('\n');
  }
  const { channels } = config.twitch;
  return `Hypewire watches ${channels.length === 0 ? 'what is tracked in Discord' : channels.join(', ')}.`;
}

/** Resolves with the reason to stop. A second signal ends the process at once. */
function waitForStop(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let firstAt: number | null = null;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (firstAt === null) {
        firstAt = performance.now();
        resolve(signal);
      } else if (performance.now() - firstAt > SAME_SIGNAL_MS) process.exit(130);
    });
  }
  if (process.env['HYPEWIRE_LAUNCHER'] !== undefined) {
    const launcher = process.ppid;
    setInterval(() => {
      if (process.ppid !== launcher) resolve('its launcher is gone');
    }, LAUNCHER_POLL_MS).unref();
  }
  return promise;
}

try {
  await main();
} catch (error) {
  const known = error instanceof ConfigError || error instanceof UserError;
  const text = errorMessage(error);
  process.stderr.write(
    `hypewire: ${known || !(error instanceof Error) ? text : error.cause === undefined ? (error.stack ?? text) : text}\n`,
  );
  process.exit(1);
}
