import type { AlsoIn } from '../../domain/alert.ts';
import type { StreamInfo } from '../../domain/chat-event.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import { vodLink } from './compose-card.ts';

/** A moment as it stands on the card of another channel's moment. */
export function composeAlsoIn(moment: HypeMoment, stream: StreamInfo | null, reachBackSeconds: number): AlsoIn {
  const { channel, multiplier } = moment;
  return { channel, multiplier, vod: vodLink(moment, stream, reachBackSeconds) };
}
