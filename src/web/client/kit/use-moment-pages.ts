import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Moment } from '../read/live.ts';
import { mergeMoments } from '../state/moments.ts';
import { useSession } from './session-context.tsx';

export interface MomentRange {
  readonly channel: string | null;
  /** ISO 8601; null for all times. */
  readonly since: string | null;
}

export interface MomentPages {
  readonly moments: readonly Moment[];
  /** `more`: there are earlier ones. */
  readonly state: 'loading' | 'more' | 'complete';
  readonly problem: string | null;
  /** Loads the next page. */
  readonly more: () => void;
}

const PAGE_MOMENTS = 50;
/** A page holds so many; for more there is the export. */
const MOMENTS_LOADED_MAX = 1_000;

interface Loaded {
  readonly key: string;
  readonly moments: readonly Moment[];
  readonly cursor: string | null;
  readonly isBusy: boolean;
  readonly problem: string | null;
}

/** Stored moments of a channel page by page, joined by those that are told live. */
export function useMomentPages({ channel, since }: MomentRange, live: readonly Moment[]): MomentPages {
  const { api } = useSession();
  const key = `${channel} ${since}`;
  const [loaded, setLoaded] = useState<Loaded>(() => begun(key));
  const load = useCallback(
    async (cursor: string | null) => {
      setLoaded((before) => (cursor === null ? begun(key) : { ...before, isBusy: true }));
      const answer = await api.moments({ channel, since, limit: PAGE_MOMENTS, cursor });
      setLoaded((before) => {
        if (before.key !== key) return before;
        if (answer.kind === 'failed') return { ...before, isBusy: false, problem: answer.problem };
        const moments = [...before.moments, ...answer.value.events];
        const isFull = moments.length >= MOMENTS_LOADED_MAX;
        return { key, moments, cursor: isFull ? null : answer.value.next_cursor, isBusy: false, problem: null };
      });
    },
    [api, channel, since, key],
  );
  useEffect(() => void load(null), [load]);
  const moments = useMemo(() => {
    const fits = (moment: Moment): boolean =>
      (channel === null || moment.channel === channel) && (since === null || moment.started_at >= since);
    return mergeMoments(loaded.moments, live.filter(fits), MOMENTS_LOADED_MAX);
  }, [loaded.moments, live, channel, since]);
  return {
    moments,
    state: loaded.isBusy ? 'loading' : loaded.cursor === null ? 'complete' : 'more',
    problem: loaded.problem,
    more: () => void load(loaded.cursor),
  };
}

function begun(key: string): Loaded {
  return { key, moments: [], cursor: null, isBusy: true, problem: null };
}
