import type { Chart, Plugin } from 'chart.js';
import type { Anchor, BoxMark, ChartMark, LabelMark, LineMark, PointMark } from '../chart-marks.ts';
import { FONT_FAMILY } from '../chart-config.ts';
import { pencilOf } from './pencil.ts';

type DrawTime = ChartMark['drawTime'];

/** Draws the marks of a chart's `annotation` options the way chartjs-plugin-annotation does. */
export const marksPlugin: Plugin<'line'> = {
  id: 'annotation',
  beforeDatasetsDraw: (chart) => drawMarks(chart, 'beforeDatasetsDraw'),
  afterDatasetsDraw: (chart) => drawMarks(chart, 'afterDatasetsDraw'),
};

function drawMarks(chart: Chart, drawTime: DrawTime): void {
  const marks = (chart.config.options?.plugins?.annotation?.annotations ?? []) as readonly ChartMark[];
  for (const mark of marks) {
    if (mark.drawTime !== drawTime) continue;
    pencilOf(chart).save();
    drawMark(chart, mark);
    pencilOf(chart).restore();
  }
}

function drawMark(chart: Chart, mark: ChartMark): void {
  switch (mark.type) {
    case 'box':
      return drawBox(chart, mark);
    case 'line':
      return drawLine(chart, mark);
    case 'point':
      return drawPoint(chart, mark);
    case 'label':
      return drawLabel(chart, mark);
  }
}

function at(chart: Chart, axis: 'x' | 'y', value: number): number {
  return chart.scales[axis]?.getPixelForValue(value) ?? 0;
}

function drawBox(chart: Chart, mark: BoxMark): void {
  const { chartArea } = chart;
  const ctx = pencilOf(chart);
  const from = at(chart, 'x', mark.xMin);
  ctx.fillStyle = mark.backgroundColor;
  const top = mark.yMax === undefined ? chartArea.top : at(chart, 'y', mark.yMax);
  const bottom = mark.yMin === undefined ? chartArea.bottom : at(chart, 'y', mark.yMin);
  ctx.fillRect(from, top, at(chart, 'x', mark.xMax) - from, bottom - top);
}

function drawLine(chart: Chart, mark: LineMark): void {
  const { chartArea } = chart;
  const ctx = pencilOf(chart);
  ctx.strokeStyle = mark.borderColor;
  ctx.lineWidth = mark.borderWidth;
  ctx.beginPath();
  ctx.moveTo(at(chart, 'x', mark.xMin), chartArea.bottom);
  ctx.lineTo(at(chart, 'x', mark.xMax), chartArea.top);
  ctx.stroke();
}

function drawPoint(chart: Chart, mark: PointMark): void {
  const ctx = pencilOf(chart);
  ctx.beginPath();
  ctx.arc(at(chart, 'x', mark.xValue), at(chart, 'y', mark.yValue), mark.radius, 0, 2 * Math.PI);
  ctx.fillStyle = mark.backgroundColor;
  ctx.fill();
  ctx.strokeStyle = mark.borderColor;
  ctx.lineWidth = mark.borderWidth;
  ctx.stroke();
}

const HORIZONTAL: Readonly<Record<Anchor, 'left' | 'center' | 'right'>> = {
  start: 'left',
  center: 'center',
  end: 'right',
};
const VERTICAL: Readonly<Record<Anchor, 'top' | 'middle' | 'bottom'>> = {
  start: 'top',
  center: 'middle',
  end: 'bottom',
};

function drawLabel(chart: Chart, mark: LabelMark): void {
  const ctx = pencilOf(chart);
  const x = at(chart, 'x', mark.xValue) + mark.xAdjust;
  const y = at(chart, 'y', mark.yValue) + mark.yAdjust;
  ctx.font = `${mark.font.weight} ${mark.font.size}px ${FONT_FAMILY}`;
  ctx.textAlign = HORIZONTAL[mark.position.x];
  ctx.textBaseline = VERTICAL[mark.position.y];
  // A canvas ignores a line width of 0 and would stroke with the one before.
  if (mark.textStrokeWidth > 0) {
    ctx.lineJoin = 'round';
    ctx.lineWidth = mark.textStrokeWidth;
    ctx.strokeStyle = mark.textStrokeColor;
    ctx.strokeText(mark.content, x, y);
  }
  ctx.fillStyle = mark.color;
  ctx.fillText(mark.content, x, y);
}
