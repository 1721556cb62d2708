import { useApp } from '../kit/session-context.tsx';
import { routeHash, type View } from '../state/route.ts';

export interface ChannelSelectProps {
  /** The page that shows the chosen channel. */
  readonly view: View;
  readonly chosen: string | null;
  readonly allowsAll?: boolean;
}

/** Chooses a channel for a page; the choice is part of the address. */
export function ChannelSelect({ view, chosen, allowsAll = false }: ChannelSelectProps) {
  const channels = useApp((state) => state.channels);
  const names = (channels ?? []).map(({ name }) => name);
  // A channel that is no longer watched still has its stored moments.
  const options = chosen === null || names.includes(chosen) ? names : [chosen, ...names];
  return (
    <label>
      Channel
      <select
        value={chosen ?? ''}
        onChange={(event) => (location.hash = routeHash({ view, channel: event.target.value || null }))}
      >
        {allowsAll && <option value="">all channels</option>}
        {options.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
