import type { CardLinks } from '../../domain/alert.ts';
import type { CommandReply } from '../../domain/command.ts';
import type { StreamInfo } from '../../domain/chat-event.ts';
import type { HypeMoment } from '../../domain/hype-moment.ts';
import type { QuietHours } from '../../domain/track.ts';
import { CATEGORY_STYLE, colorNumber } from '../../lib/category-style.ts';
import { discordTime, rate, vodOffset } from '../../lib/format.ts';
import { clip, escapeMarkdown } from '../../lib/markdown.ts';
import { vodLink } from './compose-card.ts';
import type { QuietSpan } from './digest-span.ts';
import { quietHoursText } from './quiet-hours.ts';

/** What still reads as a list; the strongest stay, the rest is counted. */
const MOMENTS_SHOWN_MAX = 15;
const NAME_CHARACTERS_MAX = 40;

export interface DigestInput {
  readonly channel: string;
  readonly quietHours: QuietHours;
  readonly span: QuietSpan;
  /** Kept back in the quiet hours and not alerted since; at least one. */
  readonly moments: readonly HypeMoment[];
  readonly streams: ReadonlyMap<string, StreamInfo | null>;
  readonly reachBackSeconds: number;
}

/** What was kept back in quiet hours, as one message. */
export function renderDigest(input: DigestInput): CommandReply {
  const { span, quietHours, moments } = input;
  const strongest = moments.toSorted((a, b) => b.peakScore - a.peakScore || a.startedAt - b.startedAt);
  const shown = strongest.slice(0, MOMENTS_SHOWN_MAX).toSorted((a, b) => a.startedAt - b.startedAt);
  const beyond = moments.length - shown.length;
  const lines = shown.map((moment) => digestLine(moment, vodOf(moment, input)));
  const [first] = strongest;
  const when = `${discordTime(span.from, 'f')} to ${discordTime(span.to, 't')}`;
  return {
    ...(first !== undefined && { accent: colorNumber(CATEGORY_STYLE[first.category].color) }),
    blocks: [
      {
        kind: 'text',
        markdown: `### 🌙 ${digestCount(moments.length)} of **${escapeMarkdown(clip(input.channel, NAME_CHARACTERS_MAX))}** in quiet hours\n${when} (${escapeMarkdown(quietHoursText(quietHours))})`,
      },
      {
        kind: 'text',
        markdown:
          beyond === 0 ? lines.join('\n') : `${lines.join('\n')}\n-# and ${beyond} weaker ones; /history has them all`,
      },
    ],
  };
}

/** One plain line that names it in a forum. */
export function digestTitle({ channel, moments }: Pick<DigestInput, 'channel' | 'moments'>): string {
  return `${digestCount(moments.length)} of ${clip(channel, NAME_CHARACTERS_MAX)} in quiet hours`;
}

function digestCount(moments: number): string {
  return `${moments} moment${moments === 1 ? '' : 's'}`;
}

function digestLine(moment: HypeMoment, vod: CardLinks['vod']): string {
  const { emoji, word } = CATEGORY_STYLE[moment.category];
  const link = vod === null ? '' : ` · [VOD at ${vodOffset(vod.offsetSeconds)}](${vod.url})`;
  return `${discordTime(moment.startedAt, 't')} ${emoji} **${word}** ${rate(moment.multiplier)}× usual${link}`;
}

function vodOf(moment: HypeMoment, { streams, reachBackSeconds }: DigestInput): CardLinks['vod'] {
  return vodLink(moment, streams.get(moment.streamId ?? '') ?? null, reachBackSeconds);
}
