import { RETENTION_DAYS } from '../../../domain/privacy.ts';
import type { CommandContext } from '../../command.ts';

/** What is kept, with what it is and until when, one line each. */
export function retentionLines({
  messageRetentionDays,
}: Pick<CommandContext, 'messageRetentionDays'>): readonly string[] {
  const chat =
    messageRetentionDays === 0
      ? 'not kept at all (MESSAGE\\_RETENTION\\_DAYS is 0)'
      : `**${days(messageRetentionDays)}** (the operator sets MESSAGE\\_RETENTION\\_DAYS)`;
  return [
    `Chat messages, labels on them, summaries of them: ${chat}`,
    `Moments with the few messages they quote, votes, marks, clips: **${days(RETENTION_DAYS.moments)}**`,
    `Alerts that were posted: **${days(RETENTION_DAYS.alerts)}**; the chart behind a moment: **${days(RETENTION_DAYS.series)}**`,
    `The log of why something was posted or not: **${days(RETENTION_DAYS.decisions)}**`,
    `Numbers without names (messages a minute, moods, emotes): **${days(RETENTION_DAYS.metrics)}**`,
    `What language models cost: **${days(RETENTION_DAYS.spend)}**`,
    'Who opted out: only their Twitch id and since when, until they opt in again',
  ];
}

function days(number: number): string {
  return number === 1 ? '1 day' : `${number} days`;
}
