import { useMemo } from 'react';
import type { BotApi } from '../api/bot.ts';
import type { Answer } from '../api/http.ts';
import type { Minute, MoodMinute, StreamEntry, SummaryEntry } from '../read/answers.ts';
import type { Moment } from '../read/live.ts';
import { streamSpan, type StreamTimes } from '../state/recap.ts';
import { useApp, useSession } from './session-context.tsx';
import { useLoad, type Load } from './use-load.ts';

/** All that is known of one stream. */
export interface Recap {
  readonly minutes: readonly Minute[];
  readonly moods: readonly MoodMinute[];
  readonly moments: readonly Moment[];
  readonly summaries: readonly SummaryEntry[];
}

const MOMENTS_A_PAGE = 200;
const MOMENT_PAGES_MAX = 5;

/** Loads a stream's recap; `again` loads it anew, for a stream that goes on. */
export function useRecap(channel: string, stream: StreamEntry): readonly [Load<Recap>, () => void] {
  const { api } = useSession();
  const now = useApp((state) => state.now);
  const window = useMemo(() => isoWindow(stream, now), [stream]);
  return useLoad(`${channel} ${stream.id}`, () => loadRecap(api, channel, window));
}

function isoWindow(stream: StreamTimes, now: number): { readonly from: string; readonly to: string } {
  const { from, to } = streamSpan(stream, now);
  return { from: new Date(from * 1000).toISOString(), to: new Date(to * 1000).toISOString() };
}

async function loadRecap(
  api: BotApi,
  channel: string,
  window: { readonly from: string; readonly to: string },
): Promise<Answer<Recap>> {
  const [minutes, mood, moments, summaries] = await Promise.all([
    api.minutes(channel, window),
    api.moodMinutes(channel, window),
    allMoments(api, channel, window),
    api.summaries(channel),
  ]);
  if (minutes.kind === 'failed') return minutes;
  if (moments.kind === 'failed') return moments;
  // Mood and summaries are an addition: a recap is worth showing without them.
  const value: Recap = {
    minutes: minutes.value.minutes,
    moods: mood.kind === 'ok' ? mood.value.minutes : [],
    moments: moments.value,
    summaries:
      summaries.kind === 'ok'
        ? summaries.value.summaries.filter(
            (summary) => summary.window_end >= window.from && summary.window_start <= window.to,
          )
        : [],
  };
  return { kind: 'ok', value };
}

async function allMoments(
  api: BotApi,
  channel: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Answer<readonly Moment[]>> {
  const moments: Moment[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOMENT_PAGES_MAX; page += 1) {
    const answer = await api.moments({ channel, since: from, until: to, limit: MOMENTS_A_PAGE, cursor });
    if (answer.kind === 'failed') return answer;
    moments.push(...answer.value.events);
    cursor = answer.value.next_cursor;
    if (cursor === null) break;
  }
  return { kind: 'ok', value: moments };
}
