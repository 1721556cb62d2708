import { MessageFlags } from 'discord.js';
import type { CommandReply } from '../../../domain/command.ts';
import type { CardBody } from '../delivery/card-body.ts';
import { renderReply } from '../render/render-reply.ts';

/** The message of an announcement; it mentions nobody, whatever it says. Without files its pictures are left out. */
export function announcementBody(content: CommandReply, withFiles: boolean): CardBody {
  const { components, files } = renderReply(withFiles ? content : { ...content, files: [] });
  const attachments = files.map((file, index) => ({
    id: String(index),
    filename: file.name,
    ...(file.altText === '' ? {} : { description: file.altText }),
  }));
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components,
      allowed_mentions: { parse: [] },
      ...(attachments.length === 0 ? {} : { attachments }),
    },
    files,
  };
}
