import { RETENTION_DAYS } from '../../../domain/privacy.ts';
import { plural } from '../../../lib/format.ts';
import type { CommandContext } from '../../command.ts';

/** What is kept, with what it is and until when, one line each. */
export function retentionLines({
  messageRetentionDays,
}: Pick<CommandContext, 'messageRetentionDays'>): readonly string[] {
  const chat =
    messageRetentionDays === 0
      ? 'not kept at all (MESSAGE\\_RETENTION\\_DAYS is 0)'
      : `**${plural(messageRetentionDays, 'day')}** (the operator sets MESSAGE\\_RETENTION\\_DAYS)`;
  return [
    `Chat messages, labels on them, summaries of them: ${chat}`,
    `Moments with the few messages they quote, votes, marks, clips: **${plural(RETENTION_DAYS.moments, 'day')}**`,
    `Alerts that were posted: **${plural(RETENTION_DAYS.alerts, 'day')}**; the chart behind a moment: **${plural(RETENTION_DAYS.series, 'day')}**`,
    `The log of why something was posted or not: **${plural(RETENTION_DAYS.decisions, 'day')}**`,
    `Numbers without names (messages a minute, moods, emotes): **${plural(RETENTION_DAYS.metrics, 'day')}**`,
    `What language models cost: **${plural(RETENTION_DAYS.spend, 'day')}**`,
    'Who opted out: only their Twitch id and since when, until they opt in again',
  ];
}
