import type { ChartType } from 'chart.js';

/**
 * What is drawn besides the lines. A subset of the options of chartjs-plugin-annotation, which QuickChart brings along
 * and `local/marks-plugin.ts` draws without it. Values are data (index on the time axis, rate on the other).
 */
export interface BoxMark {
  readonly type: 'box';
  readonly xMin: number;
  readonly xMax: number;
  /** The whole height where left out. */
  readonly yMin?: number;
  readonly yMax?: number;
  readonly backgroundColor: string;
  readonly borderWidth: 0;
  readonly drawTime: 'beforeDatasetsDraw' | 'afterDatasetsDraw';
}

export interface LineMark {
  readonly type: 'line';
  readonly xMin: number;
  readonly xMax: number;
  readonly borderColor: string;
  readonly borderWidth: number;
  readonly drawTime: 'beforeDatasetsDraw';
}

export interface PointMark {
  readonly type: 'point';
  readonly xValue: number;
  readonly yValue: number;
  readonly radius: number;
  readonly backgroundColor: string;
  readonly borderColor: string;
  readonly borderWidth: number;
  readonly drawTime: 'afterDatasetsDraw';
}

export interface LabelMark {
  readonly type: 'label';
  readonly xValue: number;
  readonly yValue: number;
  readonly content: string;
  readonly color: string;
  readonly font: { readonly size: number; readonly weight: 'normal' | 600 };
  /** Which part of the text stands on the point; QuickChart's plugin counts `start` as the left edge or top. */
  readonly position: { readonly x: Anchor; readonly y: Anchor };
  readonly xAdjust: number;
  readonly yAdjust: number;
  readonly padding: 0;
  /** Halo in the background's colour: text stays readable over lines. */
  readonly textStrokeColor: string;
  readonly textStrokeWidth: number;
  readonly drawTime: 'afterDatasetsDraw';
}

export type Anchor = 'start' | 'center' | 'end';
export type ChartMark = BoxMark | LineMark | PointMark | LabelMark;

declare module 'chart.js' {
  // The name and parameter must repeat chart.js's own declaration for the two to merge.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface PluginOptionsByType<TType extends ChartType> {
    annotation?: { readonly clip: boolean; readonly annotations: readonly ChartMark[] };
    /** A plugin of QuickChart's that would otherwise print every value. */
    datalabels?: { readonly display: false };
  }
}
