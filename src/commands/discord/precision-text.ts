import type { Precision } from '../../domain/desk.ts';

/** `Last 20 judged: 14 kept`, how right alerts are by the team's own votes; '' before anybody voted. */
export function precisionText({ judged, kept }: Precision): string {
  return judged === 0 ? '' : `Last ${judged} judged: ${kept} kept`;
}
