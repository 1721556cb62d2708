/**
 * Draws the pictures of the documentation from generated data. The card needs Chromium and, for its emoji, a font such
 * as Debian's fonts-noto-color-emoji.
 *
 *   node scripts/run.mjs scripts/pictures/make-pictures.ts
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { renderCard } from '../../src/bot/discord/card/render-card.ts';
import { createChartRenderer } from '../../src/charts/create-chart-renderer.ts';
import { sampleMoment, sampleMomentChart } from '../../src/charts/sample-moment.ts';
import type { CardChart } from '../../src/domain/alert.ts';
import type { ChartRenderer } from '../../src/domain/chart.ts';
import type { HypeMoment } from '../../src/domain/hype-moment.ts';
import type { DeskFacts } from '../../src/pipeline/alerting/compose-card-desk.ts';
import { composeCard } from '../../src/pipeline/alerting/compose-card.ts';
import { openChromium, screenshotOf } from './chromium.ts';
import { messagePage } from './message-page.ts';

const FOLDER = fileURLToPath(new URL('../../docs/images/', import.meta.url));

async function save(name: string, png: Uint8Array): Promise<void> {
  await writeFile(`${FOLDER}${name}`, png);
  console.log(`docs/images/${name}  ${Math.round(png.length / 1024)} KiB`);
}

async function chartOf(renderer: ChartRenderer, theme: 'dark' | 'light'): Promise<CardChart> {
  const description = sampleMomentChart(theme);
  const png = await renderer.render(description, AbortSignal.timeout(10_000));
  return { png, name: 'chart.png', altText: description.altText };
}

/** A team at work: most want the clip, one has it in hand, two people marked the moment themselves. */
function sampleDesk(moment: HypeMoment): DeskFacts {
  const { id: momentId, channel, peakAt: at } = moment;
  const mark = { channel, source: 'chat', guildId: null, at, momentId } as const;
  return {
    entry: { momentId, guildId: '1', status: 'claimed', claimedBy: '2', votes: { clip: 3, not: 1, duplicate: 0 } },
    marks: [
      { ...mark, id: '1', authorId: '1', authorName: 'mossy_lantern', note: 'fake throne room trap' },
      { ...mark, id: '2', authorId: '2', authorName: 'tealbrick', note: 'his face!!' },
    ],
    clip: null,
    clipPossible: true,
  };
}

/** The very message the bot would send for the generated moment, as Discord lays it out. */
async function cardPicture(chart: CardChart): Promise<Uint8Array> {
  const moment = sampleMoment();
  const startedAt = moment.startedAt - (moment.streamSeconds ?? 0) * 1000;
  const stream = {
    id: moment.streamId ?? '',
    channel: moment.channel,
    roomId: '1',
    startedAt,
    endedAt: null,
    title: '',
    category: '',
    vodId: '2480000000',
  };
  const dashboardUrl = 'https://hypewire.example/moments/k7f3q2';
  const desk = sampleDesk(moment);
  const card = composeCard(moment, { stream, reachBackSeconds: 30, dashboardUrl, chart, test: false, desk });
  const html = await messagePage({
    components: renderCard(card, chart, null),
    files: new Map([[chart.name, chart.png]]),
    postedAt: moment.detectedAt,
    now: moment.startedAt + 130_000,
  });
  await using browser = await openChromium();
  return await screenshotOf(browser, html, '#message');
}

async function main(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await using renderer = createChartRenderer({
    kind: 'local',
    logger: { warn: (fields, message) => console.warn(message, fields) },
  });
  const dark = await chartOf(renderer, 'dark');
  await save('chart-dark.png', dark.png);
  await save('chart-light.png', (await chartOf(renderer, 'light')).png);
  await save('alert-card.png', await cardPicture(dark));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
