import type { Chart } from 'chart.js';

/**
 * The part of a 2D canvas context that is used here. The types of the canvas packages lean on those of a browser, which
 * a program on Node does not load.
 */
export interface Pencil {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineJoin: 'round';
  font: string;
  textAlign: 'left' | 'center' | 'right';
  textBaseline: 'top' | 'middle' | 'bottom';
  save(): void;
  restore(): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  fill(): void;
  stroke(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  strokeText(text: string, x: number, y: number): void;
}

export function pencilOf(chart: Chart): Pencil {
  return chart.ctx as Pencil;
}
