import { MOMENT_CATEGORIES } from '../../../domain/hype-moment.ts';
import { useSession } from '../kit/session-context.tsx';
import type { MomentWish } from '../state/moment-wish.ts';
import { CategoryFilter } from './category-filter.tsx';
import { ChannelSelect } from './channel-select.tsx';
import { Glyph } from './glyph.tsx';

const PERIODS = [
  ['', 'any time'],
  ['1', 'last 24 hours'],
  ['7', 'last 7 days'],
  ['30', 'last 30 days'],
] as const;

export interface HistoryFiltersProps {
  readonly channel: string | null;
  /** ISO 8601; what `days` means. */
  readonly since: string | null;
  /** '' for any time. */
  readonly days: string;
  readonly onDays: (days: string) => void;
  readonly wish: MomentWish;
  readonly onWish: (wish: MomentWish) => void;
}

/** Which moments of the history are shown, and the same as a file. */
export function HistoryFilters({ channel, since, days, onDays, wish, onWish }: HistoryFiltersProps) {
  const { api } = useSession();
  return (
    <>
      <div className="filters" role="group" aria-label="Which moments">
        <ChannelSelect view="history" chosen={channel} allowsAll />
        <label>
          Time
          <select value={days} onChange={(event) => onDays(event.target.value)}>
            {PERIODS.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label>
          Strength: {wish.multiplierMin === 0 ? 'any' : `${wish.multiplierMin}× usual or more`}
          <input
            type="range"
            min={0}
            max={20}
            value={wish.multiplierMin}
            onChange={(event) => onWish({ ...wish, multiplierMin: Number(event.target.value) })}
          />
        </label>
        <label>
          Emote
          <input
            type="search"
            value={wish.emote}
            maxLength={100}
            placeholder="any"
            onChange={(event) => onWish({ ...wish, emote: event.target.value })}
          />
        </label>
        <a className="button end" href={api.exportHref({ channel, since })} download>
          <Glyph name="download" />
          Export CSV
        </a>
      </div>
      <CategoryFilter
        categories={MOMENT_CATEGORIES}
        chosen={wish.categories}
        onChange={(categories) => onWish({ ...wish, categories })}
      />
    </>
  );
}
