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
/** Unknown interaction (answered too late), already acknowledged (another process has the same token). */
const EXPIRED = new Set<unknown>([10062, 40060]);

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
  if (!(await reach(deps, interaction, name, acknowledge))) return;
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
  await send(deps, interaction, name, answer.reply, answer.delivery);
  deps.observer.commandAnswered(name, outcome, deps.clock.now() - began);
}

/** Answers at once and only to the user, without a deferral. */
export async function sayPrivately(
  deps: ExchangeDeps,
  interaction: Answerable,
  name: string,
  markdown: string,
): Promise<void> {
  await reach(deps, interaction, name, () => interaction.reply(privateMessage(notice(markdown))));
}

async function send(
  deps: ExchangeDeps,
  interaction: Answerable,
  name: string,
  reply: CommandReply,
  delivery: Delivery,
): Promise<void> {
  const give = (content: CommandReply): Promise<unknown> =>
    delivery === 'edit' ? interaction.editReply(replacement(content)) : interaction.followUp(privateMessage(content));
  try {
    await give(reply);
  } catch (error) {
    const failure = judgeError(error);
    if (failure === null) throw error;
    if (failure.kind !== 'too-rich') {
      await reach(deps, interaction, name, () => give(reply));
      return;
    }
    const reference = newReference();
    deps.logger.error({ command: name, reference, error }, 'Discord refused an answer');
    await reach(deps, interaction, name, () => give(notice(tooBigNotice(reference))));
  }
}

/** A call to Discord with one more try for a broken connection. False when it did not work, which is logged. */
async function reach(
  deps: ExchangeDeps,
  interaction: Answerable,
  name: string,
  call: () => Promise<unknown>,
): Promise<boolean> {
  for (let triesLeft = 1; ; triesLeft--) {
    try {
      await call();
      return true;
    } catch (error) {
      const failure = judgeError(error);
      if (failure === null) throw error;
      const sinceCreatedMs = deps.clock.now() - interaction.createdTimestamp;
      if (error instanceof DiscordAPIError && EXPIRED.has(error.code)) {
        deps.logger.warn(
          { command: name, code: error.code, sinceCreatedMs },
          'An interaction was over before its answer arrived',
        );
        return false;
      }
      if (failure.kind === 'temporary' && triesLeft > 0) continue;
      deps.logger.error({ command: name, sinceCreatedMs, error }, 'Could not answer an interaction');
      return false;
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
