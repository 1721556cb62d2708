import { ComponentType, type APIMessage } from 'discord.js';
import { escapeMarkdown } from '../../../lib/markdown.ts';

/** The last line of every card: people give the id to `/moment`, and after a crash it tells which cards already stand. */
export function momentMarker(momentId: string): string {
  return `-# Hypewire · moment ${escapeMarkdown(momentId)}`;
}

/** True when the message shows the card of this moment, in either of the forms it is posted in. */
export function showsMoment(message: Pick<APIMessage, 'content' | 'components'>, momentId: string): boolean {
  const marker = momentMarker(momentId);
  return [message.content, ...textsOf(message)].some((text) => text.split('\n').includes(marker));
}

/** What a Components V2 message says, part by part. */
export function textsOf({ components }: Pick<APIMessage, 'components'>): readonly string[] {
  return (components ?? []).flatMap((component) => {
    if (component.type === ComponentType.TextDisplay) return [component.content];
    if (component.type !== ComponentType.Container) return [];
    return component.components.flatMap((child) => (child.type === ComponentType.TextDisplay ? [child.content] : []));
  });
}
