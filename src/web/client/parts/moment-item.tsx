import { clockTime, count, rate } from '../../../lib/format.ts';
import { CATEGORY_STYLE } from '../../../lib/category-style.ts';
import { duration } from '../../../lib/duration.ts';
import type { EmotePicture } from '../read/answers.ts';
import type { Moment } from '../read/live.ts';
import { intensity } from '../state/moments.ts';
import { ago, day, dayAndTime, timeOfDay } from '../text/when.ts';
import { Bar } from './bar.tsx';
import { CategoryBadge } from './category-badge.tsx';
import { ChannelLink } from './channel-link.tsx';
import { Emote } from './emote.tsx';
import { Glyph } from './glyph.tsx';

export interface MomentItemProps {
  readonly moment: Moment;
  readonly now: number;
  /** Names the channel; unnecessary where all are of one. */
  readonly namesChannel: boolean;
  /** Also says why it fired and what was held against it. */
  readonly tellsWhy: boolean;
  readonly pictures?: ReadonlyMap<string, EmotePicture>;
}

const EMOTES_SHOWN = 4;

/** One moment of a list: when, how strong, of what kind, and the link into the recording. */
export function MomentItem({ moment, now, namesChannel, tellsWhy, pictures }: MomentItemProps) {
  const { channel, started_at, velocity, multiplier, unique_chatters, ended_at, duration_seconds } = moment;
  return (
    <li className={`moment ${moment.attack ? 'attack' : ''}`}>
      <div className="when">
        <time dateTime={started_at} title={dayAndTime(started_at)}>
          {timeOfDay(started_at)}
        </time>
        <span className="small muted">{tellsWhy ? day(started_at) : ago(now, started_at)}</span>
      </div>
      <div className="what">
        <p className="head">
          <CategoryBadge category={moment.category} />
          {moment.attack && <strong className="bad">Looks like an attack</strong>}
          {namesChannel && <ChannelLink channel={channel} />}
          {ended_at === null && <strong className="hot">going on</strong>}
        </p>
        <Bar share={intensity(moment)} color={CATEGORY_STYLE[moment.category].color} />
        <p className="small">
          <strong>{rate(multiplier)}× usual</strong> · {rate(velocity)} msg/s · {count(unique_chatters)} chatters
          {ended_at !== null && <span> · {duration(duration_seconds * 1000)}</span>}
          <TopEmotes moment={moment} pictures={pictures} />
        </p>
        {tellsWhy && <Why moment={moment} />}
      </div>
      <VodLink moment={moment} />
    </li>
  );
}

function TopEmotes({ moment, pictures }: { readonly moment: Moment; readonly pictures: MomentItemProps['pictures'] }) {
  if (moment.top_emotes.length === 0) return null;
  return (
    <span className="muted">
      {' · '}
      {moment.top_emotes.slice(0, EMOTES_SHOWN).map(([name], index) => (
        <span key={name}>
          {index > 0 && ' '}
          <Emote name={name} picture={pictures?.get(name)} />
        </span>
      ))}
    </span>
  );
}

function Why({ moment: { why, discounts } }: { readonly moment: Moment }) {
  if (why.length + discounts.length === 0) return null;
  return (
    <details className="small">
      <summary>Why it fired</summary>
      <ul className="why">
        {why.map((reason) => (
          <li key={reason}>
            <bdi>{reason}</bdi>
          </li>
        ))}
        {discounts.map((reason) => (
          <li key={reason} className="against">
            Held against it: <bdi>{reason}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}

function VodLink({ moment: { vod_url, stream_seconds } }: { readonly moment: Moment }) {
  const at = stream_seconds === undefined ? '' : clockTime(stream_seconds);
  if (vod_url === null) return <span className="vod small muted">{at}</span>;
  return (
    <a className="vod button" href={vod_url} target="_blank" rel="noopener noreferrer">
      <Glyph name="out" />
      VOD{at !== '' && ` ${at}`}
    </a>
  );
}
