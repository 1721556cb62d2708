import type uPlot from 'uplot';
import { CATEGORY_STYLE } from '../../../lib/category-style.ts';
import type { Moment } from '../read/live.ts';

const SHADE_STRENGTH = 0.18;
const WIDTH_MIN_PX = 2;
const TEXT_SPACE_PX = 5;

/** A stretch of the chart's width that a word already takes. */
type Taken = readonly [left: number, right: number];

/** Draws each moment as a shaded stretch behind the lines, its start marked and, where there is room, its kind named. */
export function momentShades(moments: () => readonly Moment[], ink: string): uPlot.Plugin {
  return {
    hooks: {
      drawClear: (plot) => {
        const { ctx, bbox } = plot;
        const { min, max } = plot.scales['x'] ?? {};
        if (typeof min !== 'number' || typeof max !== 'number') return;
        ctx.save();
        ctx.beginPath();
        ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
        ctx.clip();
        const taken: Taken[] = [];
        for (const moment of moments()) {
          const from = Date.parse(moment.started_at) / 1000;
          const to = moment.ended_at === null ? max : Date.parse(moment.ended_at) / 1000;
          if (to < min || from > max) continue;
          const left = plot.valToPos(from, 'x', true);
          shade(plot, left, plot.valToPos(to, 'x', true), CATEGORY_STYLE[moment.category].color);
          const word = place(plot, CATEGORY_STYLE[moment.category].word, left, taken);
          if (word !== null) write(plot, word.text, word.left, ink);
        }
        ctx.restore();
      },
    },
  };
}

function shade({ ctx, bbox }: uPlot, left: number, right: number, color: string): void {
  ctx.fillStyle = color;
  ctx.globalAlpha = SHADE_STRENGTH;
  ctx.fillRect(left, bbox.top, Math.max(WIDTH_MIN_PX, right - left), bbox.height);
  ctx.globalAlpha = 1;
  ctx.fillRect(left, bbox.top, WIDTH_MIN_PX, bbox.height);
}

/** Behind its line, or before it at the right edge; null where another word stands. */
function place(
  { ctx, bbox }: uPlot,
  text: string,
  line: number,
  taken: Taken[],
): { readonly text: string; readonly left: number } | null {
  ctx.font = `600 ${11 * devicePixelRatio}px Inter, system-ui, sans-serif`;
  const space = TEXT_SPACE_PX * devicePixelRatio;
  const { width } = ctx.measureText(text);
  const left = line + space + width <= bbox.left + bbox.width ? line + space : line - space - width;
  if (taken.some(([from, to]) => left < to && left + width > from)) return null;
  taken.push([left - space, left + width + space]);
  return { text, left };
}

function write({ ctx, bbox }: uPlot, text: string, left: number, ink: string): void {
  ctx.fillStyle = ink;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillText(text, left, bbox.top + TEXT_SPACE_PX * devicePixelRatio);
}
