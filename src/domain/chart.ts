import type { EpochMs } from './chat-event.ts';

/** One chart, described once and drawn by any renderer. Every array of numbers has one value a step. */
export interface ChartDescription {
  readonly title: string;
  /** Under the title: the numbers a reader needs without the picture. */
  readonly subtitle: string;
  readonly theme: 'dark' | 'light';
  readonly width: number;
  readonly height: number;
  readonly from: EpochMs;
  readonly stepSeconds: number;
  /** What the horizontal axis counts from, shown as 0:00; normally the moment's start. */
  readonly origin: EpochMs;
  /** Stands at `origin` instead of 0:00, for example `now`. */
  readonly originLabel?: string;
  /** The main line, normally messages in the unit of time that the subtitle names; NaN where nothing is known. */
  readonly velocity: readonly number[];
  /** Empty where there is no usual rate. */
  readonly baselineMean: readonly number[];
  /** Half height of the band around the mean; empty for a mean without a band. */
  readonly baselineStd: readonly number[];
  /** Rate that would have fired; empty where the detector has no such line. */
  readonly threshold: readonly number[];
  /** Vertical lines, with a soft band up to `until` where that is given. */
  readonly markers: readonly { readonly at: EpochMs; readonly label: string; readonly until?: EpochMs }[];
  /** Dots on the velocity line. Labels that would cover each other are left out, later ones first. */
  readonly points?: readonly { readonly at: EpochMs; readonly label: string }[];
  /** Ends of the vertical axis and the distance between its lines; without it, from 0 to above the highest value. */
  readonly axis?: { readonly min: number; readonly max: number; readonly step: number };
  /** Soft areas between 0 and their values, under the line. */
  readonly areas?: readonly { readonly color: string; readonly values: readonly number[] }[];
  /** A strip of colours along the lower edge, oldest first. A label that does not fit into its span is left out. */
  readonly ribbon?: readonly {
    readonly from: EpochMs;
    readonly until: EpochMs;
    readonly color: string;
    readonly label: string;
  }[];
  /** `#RRGGBB` of the velocity line. */
  readonly accent: string;
  /** At most 1,024 characters, for people who do not see the picture. */
  readonly altText: string;
}

export interface ChartRenderer extends AsyncDisposable {
  readonly name: 'local' | 'quickchart';
  /** PNG bytes. @throws when the chart cannot be drawn or `signal` aborts; callers go on without it. */
  render(chart: ChartDescription, signal: AbortSignal): Promise<Uint8Array>;
}
