import { Readable } from 'node:stream';
import type { ChannelName } from '../../../domain/chat-event.ts';
import type { MomentFilter } from '../../../domain/ports/stores.ts';
import { hypeEventCsvHeader, hypeEventCsvLine } from '../../../lib/wire/hype-event-csv.ts';
import { hypeEventFrame } from '../../../lib/wire/hype-event.ts';
import { z } from 'zod';
import type { WebDeps } from '../../deps.ts';
import type { WebApp } from '../../http/app.ts';
import { rateLimit } from '../../http/rate-limits.ts';
import { problems, READ_PROBLEMS } from '../../openapi/answers.ts';
import { momentExport } from '../../schemas/inputs.ts';
import { channelsOf } from './hype-events.ts';
import { momentFilter } from './page.ts';

const SLICE_ROWS = 500;
/** The newest are kept. */
const EXPORT_ROWS_MAX = 50_000;

export function exportRoutes(app: WebApp, deps: WebDeps): void {
  app.get(
    '/api/hype-events/export',
    {
      config: rateLimit('costly'),
      schema: {
        operationId: 'exportHypeEvents',
        tags: ['hype events'],
        summary: 'Hype moments as CSV',
        description: `Newest first, at most ${EXPORT_ROWS_MAX.toLocaleString('en-US')}. Cells that a spreadsheet would run as a formula are defused.`,
        querystring: momentExport,
        response: {
          200: {
            description: 'A table with a header',
            content: {
              'text/csv': {
                schema: z.string().meta({
                  examples: [
                    'channel,timestamp,velocity,baseline_mean,baseline_std,multiplier\nninja,2026-01-15T20:45:32.000Z,156,23.5,12.3,6.64\n',
                  ],
                }),
              },
            },
          },
          ...problems(...READ_PROBLEMS),
        },
      },
    },
    async ({ query }, reply) => {
      const channels = channelsOf(query.channel, deps);
      const rows = csvRows(deps.moments, momentFilter(channels, query, deps));
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${fileName(query.channel)}"`)
        .send(Readable.from(rows) as unknown as string);
    },
  );
}

/** A slice at a time, as fast as the reader takes them. */
async function* csvRows(moments: WebDeps['moments'], filter: MomentFilter): AsyncGenerator<string> {
  yield `${hypeEventCsvHeader()}\n`;
  for (let offset = 0; offset < EXPORT_ROWS_MAX; offset += SLICE_ROWS) {
    const { items } = await moments.list(filter, SLICE_ROWS, offset);
    if (items.length === 0) return;
    const lines = items.map((moment) => hypeEventCsvLine(hypeEventFrame(moment, moment.phase, moment.detectedAt)));
    yield `${lines.join('\n')}\n`;
    if (items.length < SLICE_ROWS) return;
  }
}

function fileName(channel: ChannelName | undefined): string {
  return `hype-events${channel === undefined ? '' : `-${channel}`}.csv`;
}
