import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface PlotProps {
  /** What it shows, in words. */
  readonly label: string;
  readonly data: uPlot.AlignedData;
  /** Makes the options once for each element; colours come from the style sheet through `ink`. */
  readonly options: (ink: Ink) => Omit<uPlot.Options, 'width' | 'height'>;
  /** The chart is made anew when this changes: another theme, another meaning. */
  readonly remakeKey: string;
  readonly height: number;
  /** Gets the chart once it stands, for buttons that move it; null when it goes. */
  readonly onPlot?: (plot: uPlot | null) => void;
}

/** The colour of a style sheet's variable as it is on the screen, with a share of its strength. */
export type Ink = (variable: string, strength?: number) => string;

/** A uPlot chart as wide as its place. Redrawn when `data` changes, never made anew for that. */
export function Plot({ label, data, options, remakeKey, height, onPlot }: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ data, options, onPlot });
  latest.current = { data, options, onPlot };

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const made = new uPlot(
      { ...latest.current.options(inkOf(element)), width: Math.max(1, element.clientWidth), height },
      latest.current.data,
      element,
    );
    plot.current = made;
    latest.current.onPlot?.(made);
    const follow = new ResizeObserver(() => made.setSize({ width: Math.max(1, element.clientWidth), height }));
    follow.observe(element);
    // A canvas does not wait for fonts by itself.
    void document.fonts.ready.then(() => plot.current === made && made.redraw());
    return () => {
      follow.disconnect();
      latest.current.onPlot?.(null);
      plot.current = null;
      made.destroy();
    };
  }, [remakeKey, height]);

  useEffect(() => plot.current?.setData(data), [data]);
  return <div ref={place} className="plot" role="img" aria-label={label} style={{ height }} />;
}

function inkOf(element: HTMLElement): Ink {
  return (variable, strength = 1) => {
    const probe = document.createElement('span');
    probe.style.color = `color-mix(in srgb, var(${variable}) ${strength * 100}%, transparent)`;
    element.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
}
