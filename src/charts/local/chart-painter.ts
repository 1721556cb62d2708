import { fileURLToPath } from 'node:url';
import { type Canvas, createCanvas, GlobalFonts } from '@napi-rs/canvas';
import {
  CategoryScale,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
  SubTitle,
  Title,
} from 'chart.js';
import type { ChartDescription } from '../../domain/chart.ts';
import { chartConfig } from '../chart-config.ts';
import { chartTheme } from '../theme.ts';
import { marksPlugin } from './marks-plugin.ts';
import { pencilOf } from './pencil.ts';
import { encodePng } from './png-encoder.ts';

const FONT_NAME = 'Inter';
const FONT_FILES = ['Inter-Regular.otf', 'Inter-SemiBold.otf'];

/** Draws charts on one canvas that it keeps: a canvas a chart would leave its pixels to the garbage collector. */
export class ChartPainter {
  readonly #canvas: Canvas = createCanvas(1, 1);

  /** @throws when a bundled font is missing or cannot be read: text would silently turn into nothing. */
  constructor() {
    Chart.register(
      CategoryScale,
      Filler,
      LinearScale,
      LineController,
      LineElement,
      PointElement,
      SubTitle,
      Title,
      marksPlugin,
    );
    for (const file of FONT_FILES) {
      const path = fileURLToPath(new URL(`../../../data/fonts/${file}`, import.meta.url));
      if (!GlobalFonts.registerFromPath(path, FONT_NAME)) throw new Error(`the font ${path} cannot be read`);
    }
  }

  /** PNG bytes of `width` × `height` logical pixels, two real pixels each way. */
  paint(description: ChartDescription): Uint8Array {
    this.#canvas.width = description.width;
    this.#canvas.height = description.height;
    const config = chartConfig(description);
    const { background } = chartTheme(description.theme, description.accent);
    const chart = new Chart(this.#canvas, {
      ...config,
      plugins: [backgroundPlugin(background)],
    });
    try {
      const { width, height } = this.#canvas;
      return encodePng(this.#canvas.data(), width, height);
    } finally {
      chart.destroy();
    }
  }
}

/** Discord and viewers may put any colour behind a picture that is transparent. */
function backgroundPlugin(color: string): Plugin<'line'> {
  return {
    id: 'background',
    beforeDraw(chart) {
      const pencil = pencilOf(chart);
      pencil.fillStyle = color;
      pencil.fillRect(0, 0, chart.width, chart.height);
    },
  };
}
