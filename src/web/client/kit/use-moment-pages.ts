import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
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
  readonly moments: readonly Moment[];
  readonly cursor: string | null;
  readonly isBusy: boolean;
  readonly problem: string | null;
}

const NOTHING_YET: Loaded = { moments: [], cursor: null, isBusy: true, problem: null };

/** Stored moments of a channel page by page, joined by those that are told live. */
export function useMomentPages({ channel, since }: MomentRange, live: readonly Moment[]): MomentPages {
  const { api } = useSession();
  const [loaded, setLoaded] = useState(NOTHING_YET);
  /** Grows with each range; an answer to an earlier one is dropped. */
  const round = useRef(0);
  const load = useCallback(
    async (cursor: string | null, asked: number) => {
      const answer = await api.moments({ channel, since, limit: PAGE_MOMENTS, cursor });
      if (round.current !== asked) return;
      setLoaded((before) => (answer.kind === 'failed' ? failed(before, answer.problem) : grown(before, answer.value)));
    },
    [api, channel, since],
  );
  useEffect(() => {
    round.current += 1;
    setLoaded(NOTHING_YET);
    void load(null, round.current);
  }, [load]);
  const moments = useMemo(() => {
    const fits = (moment: Moment): boolean =>
      (channel === null || moment.channel === channel) && (since === null || moment.started_at >= since);
    return mergeMoments(loaded.moments, live.filter(fits), MOMENTS_LOADED_MAX);
  }, [loaded.moments, live, channel, since]);
  return {
    moments,
    state: loaded.isBusy ? 'loading' : loaded.cursor === null ? 'complete' : 'more',
    problem: loaded.problem,
    more() {
      setLoaded((before) => ({ ...before, isBusy: true, problem: null }));
      void load(loaded.cursor, round.current);
    },
  };
}

function failed(before: Loaded, problem: string): Loaded {
  return { ...before, isBusy: false, problem };
}

function grown(
  before: Loaded,
  page: { readonly events: readonly Moment[]; readonly next_cursor: string | null },
): Loaded {
  const moments = mergeMoments(before.moments, page.events, MOMENTS_LOADED_MAX);
  const isFull = moments.length >= MOMENTS_LOADED_MAX;
  return { moments, cursor: isFull ? null : page.next_cursor, isBusy: false, problem: null };
}
