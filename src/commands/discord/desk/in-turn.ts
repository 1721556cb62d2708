import type { DeskPress } from './moment-press.ts';

/** Runs what one press does to a moment's desk after what earlier presses do, so that nothing changes in between. */
export function inTurn<T>(
  { moment, context }: Pick<DeskPress, 'moment' | 'context'>,
  work: () => Promise<T>,
): Promise<T> {
  return context.guildLock.run(`desk:${context.guild.guildId}:${moment.id}`, work);
}
