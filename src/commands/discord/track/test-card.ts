import type { PostOutcome } from '../../../domain/alert.ts';
import type { CommandReply } from '../../../domain/command.ts';
import type { Track } from '../../../domain/track.ts';
import { duration } from '../../../lib/duration.ts';
import { clip, escapeMarkdown } from '../../../lib/markdown.ts';
import type { CommandContext } from '../../command.ts';
import { channelText, mention, placeText, reply, text } from '../reply.ts';
import { trackById } from '../tracked-channel.ts';

/** Posts a sample through the delivery path that alerts take, so that what is said here holds for them too. */
export async function sendTestCard(context: CommandContext, track: Track): Promise<CommandReply> {
  return reply(text(outcomeText(context, track, await context.sendTest(track))));
}

/** @throws UserError when the track is gone */
export async function sendTestCardById(context: CommandContext, trackId: string): Promise<CommandReply> {
  return sendTestCard(context, await trackById(context, trackId));
}

function outcomeText(context: CommandContext, track: Track, outcome: PostOutcome): string {
  const place = placeText(track.target.id);
  switch (outcome.kind) {
    case 'delivered': {
      const paused = track.paused
        ? ` Alerts of ${channelText(track.channel)} are paused, though; ${mention(context, 'track edit')} with **pause** false lets them go on.`
        : '';
      return `Posted a test card to ${place}, without a ping. Real alerts of ${channelText(track.channel)} take the same way.${paused}`;
    }
    case 'retryable': {
      const wait =
        outcome.retryAfterMs === undefined ? 'in a minute' : `in ${duration(Math.max(1000, outcome.retryAfterMs))}`;
      const maybe = outcome.uncertain ? ' It may have arrived all the same, so look there first.' : '';
      return `The test card for ${place} is not confirmed: ${plain(outcome.reason)}.${maybe} Real alerts are tried again by themselves; run ${mention(context, 'track test')} again ${wait}.`;
    }
    case 'rejected':
      return `Discord refused the test card for ${place}: ${plain(outcome.detail || outcome.reason)}. Mend that, then run ${mention(context, 'track test')} again, or choose another **target** with ${mention(context, 'track edit')}.`;
  }
}

function plain(reason: string): string {
  return escapeMarkdown(clip(reason.trim().replace(/[.]+$/, ''), 300));
}
