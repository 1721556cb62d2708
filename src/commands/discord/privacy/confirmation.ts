import type { CommandReply } from '../../../domain/command.ts';
import { reply, text } from '../reply.ts';

export interface Confirmed {
  readonly action: 'forget' | 'optout';
  readonly label: string;
  /** Twitch id. */
  readonly personId: string;
}

/** Asks first: what is deleted cannot be had back. */
export function confirmation(question: string, { action, label, personId }: Confirmed): CommandReply {
  return reply(text(question), {
    kind: 'buttons',
    buttons: [
      {
        kind: 'press',
        label: 'Cancel',
        style: 'secondary',
        route: { command: 'privacy', action: 'cancel', args: [] },
      },
      { kind: 'press', label, style: 'danger', route: { command: 'privacy', action, args: [personId] } },
    ],
  });
}
