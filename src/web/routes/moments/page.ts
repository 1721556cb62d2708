import type { ChannelName, StreamInfo } from '../../../domain/chat-event.ts';
import type { HypeMoment } from '../../../domain/hype-moment.ts';
import type { MomentFilter } from '../../../domain/ports/stores.ts';
import type { z } from 'zod';
import { vodUrl } from '../../../lib/format.ts';
import { hypeEventFrame } from '../../../lib/wire/hype-event.ts';
import type { WebDeps } from '../../deps.ts';
import type { momentExport, momentQuery } from '../../schemas/inputs.ts';
import { comesAfter, readCursor, writeCursor } from './cursor.ts';

type Deps = Pick<WebDeps, 'moments' | 'streams' | 'hypeThreshold' | 'reachBackSeconds'>;
type FilterQuery = Omit<z.output<typeof momentExport>, 'channel'>;

export interface MomentPage {
  readonly moments: readonly MomentAnswer[];
  readonly nextCursor: string | null;
}
export type MomentAnswer = ReturnType<typeof momentAnswer>;

/** What a query asks of the store. Where no score is given, what a person would have been alerted of. */
export function momentFilter(channels: readonly ChannelName[], query: FilterQuery, deps: Deps): MomentFilter {
  return {
    channels,
    minScore: query.min_score ?? deps.hypeThreshold,
    ...(query.since === undefined ? {} : { since: query.since }),
    ...(query.until === undefined ? {} : { until: query.until }),
    ...(query.category === undefined ? {} : { category: query.category }),
    ...(query.stream_id === undefined ? {} : { streamId: query.stream_id }),
  };
}

/** One page, newest first. */
export async function momentPage(
  channels: readonly ChannelName[],
  query: z.output<typeof momentQuery>,
  deps: Deps,
): Promise<MomentPage> {
  const filter = momentFilter(channels, query, deps);
  const found = await readAfter(deps, filter, query.cursor, query.limit + 1);
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    moments: await momentAnswers(shown, deps),
    nextCursor: found.length > query.limit && last !== undefined ? writeCursor(last) : null,
  };
}

/** Several moments may begin in one millisecond, so reading begins at the cursor's own and skips what was seen. */
async function readAfter(
  { moments }: Deps,
  filter: MomentFilter,
  cursor: string | undefined,
  wanted: number,
): Promise<readonly HypeMoment[]> {
  if (cursor === undefined) return (await moments.list(filter, wanted, 0)).items;
  const place = readCursor(cursor);
  const until = Math.min(filter.until ?? Infinity, place.startedAt + 1);
  const found: HypeMoment[] = [];
  for (let offset = 0; ; offset += wanted) {
    const { items } = await moments.list({ ...filter, until }, wanted, offset);
    found.push(...items.filter((moment) => comesAfter(place, moment)));
    if (found.length >= wanted || items.length < wanted) return found.slice(0, wanted);
  }
}

/** Moments as answers, each stream looked up once. */
export async function momentAnswers(moments: readonly HypeMoment[], deps: Deps): Promise<MomentAnswer[]> {
  const ids = new Set(moments.map(({ streamId }) => streamId).filter((id) => id !== null));
  const streams = new Map(await Promise.all([...ids].map(async (id) => [id, await deps.streams.get(id)] as const)));
  return moments.map((moment) => momentAnswer(moment, streams.get(moment.streamId ?? '') ?? null, deps));
}

function momentAnswer(moment: HypeMoment, stream: StreamInfo | null, { reachBackSeconds }: Deps) {
  const frame = hypeEventFrame(moment, moment.phase, moment.detectedAt);
  return {
    ...frame,
    top_emotes: frame.top_emotes.map(([name, uses]): [string, number] => [name, uses]),
    why: [...frame.why],
    discounts: [...frame.discounts],
    stream_id: moment.streamId,
    vod_url: vodUrlOf(moment, stream, reachBackSeconds),
  };
}

function vodUrlOf(moment: HypeMoment, stream: StreamInfo | null, reachBackSeconds: number): string | null {
  if (stream === null || stream.vodId === null) return null;
  return vodUrl(stream.vodId, (moment.startedAt - stream.startedAt) / 1000 - reachBackSeconds);
}
