import { randomBytes } from 'node:crypto';
import { DiscordAPIError, type ChatInputCommandInteraction, type MessageComponentInteraction } from 'discord.js';
import { UserError, type CommandReply } from '../../../domain/command.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Observer } from '../../../domain/ports/observer.ts';
import { withTimeout } from '../../../lib/with-timeout.ts';
import type { Logger } from '../../../telemetry/logger.ts';
import { judgeError } from '../rest/api-failure.ts';
import { privateMessage, replacement } from './answer.ts';
import { bugNotice, notice, tooBigNotice } from './notices.ts';

export interface ExchangeDeps {
  readonly logger: Logger;
  readonly observer: Observer;
  readonly clock: Clock;
}

type Answerable = ChatInputCommandInteraction | MessageComponentInteraction;
type Delivery = 'edit' | 'private';

/** Discord keeps an interaction open for fifteen minutes; nobody waits that long for an answer. */
const EXECUTE_TIMEOUT_MS = 120_000;
/** Answered too late, or never valid. */
const UNKNOWN_INTERACTION = 10062;
/** By our own first try whose answer was lost; at a first try, by another process with the same token. */
const ALREADY_ACKNOWLEDGED = 40060;
const ATTEMPTS_MAX = 2;

/**
 * One interaction from acknowledgement to answer.
 * @param acknowledge the first call to Discord; nothing else happens before it
 * @param failTo where mistakes and bugs are told: in place of the answer, or beside the message whose button was pressed
 */
export async function exchange(
  deps: ExchangeDeps,
  interaction: Answerable,
  name: string,
  acknowledge: () => Promise<unknown>,
  failTo: Delivery,
  work: () => Promise<{ readonly reply: CommandReply; readonly delivery: Delivery }>,
): Promise<void> {
  const began = deps.clock.now();
  const acknowledged = await reach(deps, interaction, name, acknowledge, () => (interaction.deferred = true));
  if (acknowledged !== 'done') return;
  let outcome: 'ok' | 'user-error' | 'bug' = 'ok';
  let answer: { readonly reply: CommandReply; readonly delivery: Delivery };
  try {
    answer = await withTimeout(name, EXECUTE_TIMEOUT_MS, null, work);
  } catch (error) {
    outcome = error instanceof UserError ? 'user-error' : 'bug';
    answer = {
      reply: notice(error instanceof UserError ? error.message : reportBug(deps, name, error)),
      delivery: failTo,
    };
  }
  try {
    await send(deps, interaction, name, answer.reply, answer.delivery);
  } catch (error) {
    // An answer that cannot even be drawn must not leave the user with a spinner.
    outcome = 'bug';
    await send(deps, interaction, name, notice(reportBug(deps, name, error)), failTo);
  }
  deps.observer.commandAnswered(name, outcome, deps.clock.now() - began);
}

/** Answers at once and only to the user, without a deferral: what is told here is a mistake the user can mend. */
export async function sayPrivately(
  deps: ExchangeDeps,
  interaction: Answerable,
  name: string,
  markdown: string,
): Promise<void> {
  const began = deps.clock.now();
  await reach(deps, interaction, name, () => interaction.reply(privateMessage(notice(markdown))));
  deps.observer.commandAnswered(name, 'user-error', deps.clock.now() - began);
}

async function send(
  deps: ExchangeDeps,
  interaction: Answerable,
  name: string,
  reply: CommandReply,
  delivery: Delivery,
): Promise<void> {
  const give = (content: CommandReply): Promise<'done' | 'refused' | 'lost'> =>
    reach(deps, interaction, name, () =>
      delivery === 'edit' ? interaction.editReply(replacement(content)) : interaction.followUp(privateMessage(content)),
    );
  if ((await give(reply)) !== 'refused') return;
  const reference = newReference();
  deps.logger.error({ command: name, reference }, 'An answer was replaced because Discord refused it');
  await give(notice(tooBigNotice(reference)));
}

/**
 * A call to Discord, repeated once when the connection or Discord broke. `refused` means that a simpler message may
 * pass. Whatever did not work is logged.
 * @param arrived runs when the first try turns out to have been carried out although its answer was lost
 */
async function reach(
  deps: ExchangeDeps,
  interaction: Answerable,
  name: string,
  call: () => Promise<unknown>,
  arrived?: () => unknown,
): Promise<'done' | 'refused' | 'lost'> {
  for (let attempt = 1; ; attempt++) {
    try {
      await call();
      return 'done';
    } catch (error) {
      const failure = judgeError(error);
      if (failure === null) throw error;
      const code = error instanceof DiscordAPIError ? error.code : null;
      if (code === ALREADY_ACKNOWLEDGED && attempt > 1) {
        arrived?.();
        return 'done';
      }
      const sinceCreatedMs = deps.clock.now() - interaction.createdTimestamp;
      if (code === ALREADY_ACKNOWLEDGED || code === UNKNOWN_INTERACTION) {
        deps.logger.warn({ command: name, code, sinceCreatedMs }, 'An interaction was over before its answer arrived');
        return 'lost';
      }
      if ((failure.kind === 'temporary' || failure.uncertain) && attempt < ATTEMPTS_MAX) continue;
      deps.logger.error({ command: name, sinceCreatedMs, error }, 'Discord did not take an answer');
      return failure.kind === 'too-rich' ? 'refused' : 'lost';
    }
  }
}

function reportBug(deps: ExchangeDeps, name: string, error: unknown): string {
  const reference = newReference();
  deps.logger.error({ command: name, reference, error }, 'A command failed');
  deps.observer.stageFailed('command', error);
  return bugNotice(reference);
}

/** Short enough to read out, long enough to find one log line. */
function newReference(): string {
  return randomBytes(4).toString('hex');
}
