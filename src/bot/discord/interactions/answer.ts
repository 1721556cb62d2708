import { MessageFlags, type InteractionEditReplyOptions } from 'discord.js';
import type { CommandReply } from '../../../domain/command.ts';
import { renderReply } from '../render/render-reply.ts';

type AnswerFields = Pick<InteractionEditReplyOptions, 'components' | 'files' | 'allowedMentions'>;

function fields(reply: CommandReply): Required<AnswerFields> {
  const { components, files } = renderReply(reply);
  return {
    components,
    files: files.map(({ name, bytes, altText }) => ({
      attachment: Buffer.from(bytes),
      name,
      ...(altText ? { description: altText } : {}),
    })),
    allowedMentions: { parse: [] },
  };
}

/** A message that stands for itself, seen by the user alone. */
export function privateMessage(
  reply: CommandReply,
): Required<AnswerFields> & { flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral } {
  return { ...fields(reply), flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral };
}

/** Replaces a message whole: earlier files do not stay behind. */
export function replacement(
  reply: CommandReply,
): Required<AnswerFields> & { flags: MessageFlags.IsComponentsV2; attachments: [] } {
  return { ...fields(reply), flags: MessageFlags.IsComponentsV2, attachments: [] };
}
