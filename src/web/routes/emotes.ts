import { isoTime } from '../../lib/format.ts';
import type { WebDeps } from '../deps.ts';
import type { WebApp } from '../http/app.ts';
import { rateLimit } from '../http/rate-limits.ts';
import { json, problems, READ_PROBLEMS } from '../openapi/answers.ts';
import { emoteList, emoteUse } from '../schemas/answers.ts';
import { channelPath, windowQuery } from '../schemas/inputs.ts';
import { timeWindow } from './window.ts';

const HOUR_MS = 60 * 60_000;
const USE_WINDOW_MS_MAX = 31 * 24 * HOUR_MS;
const USES_MAX = 200;

export function emoteRoutes(app: WebApp, deps: WebDeps): void {
  app.get(
    '/api/channels/:name/emotes',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'listEmotes',
        tags: ['emotes'],
        summary: 'Emotes of a channel',
        description: 'Its own and the global ones of BTTV, FFZ and 7TV, as known now. A name appears once.',
        params: channelPath,
        response: { 200: json('Known emotes', emoteList), ...problems(...READ_PROBLEMS) },
      },
    },
    async ({ params }) => ({
      emotes: deps.emotes.of(params.name).map(({ name, id, provider, imageUrl, animated, zeroWidth, scope }) => ({
        name,
        id,
        provider,
        image_url: imageUrl,
        animated,
        zero_width: zeroWidth,
        scope,
      })),
    }),
  );
  app.get(
    '/api/channels/:name/emotes/uses',
    {
      config: rateLimit('reads'),
      schema: {
        operationId: 'getEmoteUses',
        tags: ['emotes'],
        summary: 'Most used emotes',
        description: `The ${USES_MAX} most used of the last hour, or of a window of up to 31 days.`,
        params: channelPath,
        querystring: windowQuery,
        response: { 200: json('Most used first', emoteUse), ...problems(...READ_PROBLEMS) },
      },
    },
    async ({ params, query }) => {
      const { from, to } = wholeHours(timeWindow(query, deps.now(), USE_WINDOW_MS_MAX));
      const uses = await deps.emoteUses.totals(params.name, from, to);
      return {
        channel: params.name,
        from: isoTime(from),
        to: isoTime(to),
        uses: uses.slice(0, USES_MAX).map((use) => ({ name: use.name, uses: use.uses })),
      };
    },
  );
}

/** Uses are counted by the hour: the window is widened to whole ones. */
function wholeHours({ from, to }: { readonly from: number; readonly to: number }) {
  return { from: Math.floor(from / HOUR_MS) * HOUR_MS, to: Math.ceil(to / HOUR_MS) * HOUR_MS };
}
