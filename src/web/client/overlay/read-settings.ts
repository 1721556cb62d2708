import {
  OVERLAY_DEFAULTS,
  OVERLAY_HIDDEN_CHARS_MAX,
  OVERLAY_HIDDEN_MAX,
  OVERLAY_MOTIONS,
  OVERLAY_POSITIONS,
  OVERLAY_RANGES,
  OVERLAY_THEMES,
  OVERLAY_WIDGETS,
  type OverlayChange,
  type OverlayNumber,
  type OverlaySettings,
} from '../../../domain/overlay.ts';
import { isHexColor } from '../../../lib/color.ts';
import { flag, list, number, object, oneOf, text, withDefault } from '../read/shape.ts';
import type { Reader } from '../read/shape.ts';

/** A number of the settings; beyond its range it is the nearest that is allowed. */
function ranged(name: OverlayNumber): Reader<number> {
  const { min, max } = OVERLAY_RANGES[name];
  return withDefault((value) => Math.min(max, Math.max(min, number(value))), OVERLAY_DEFAULTS[name]);
}

const accent: Reader<string | null> = (value) => (typeof value === 'string' && isHexColor(value) ? value : null);

/** Settings as the server sends them. What a newer server calls otherwise has its default. */
export const readSettings: Reader<OverlaySettings> = object<OverlaySettings>({
  widgets: object<OverlaySettings['widgets']>({ mood: flag, headline: flag, burst: flag, emotes: flag }),
  theme: withDefault(oneOf(OVERLAY_THEMES, OVERLAY_DEFAULTS.theme), OVERLAY_DEFAULTS.theme),
  accent,
  scale: ranged('scale'),
  opacity: ranged('opacity'),
  position: withDefault(oneOf(OVERLAY_POSITIONS, OVERLAY_DEFAULTS.position), OVERLAY_DEFAULTS.position),
  font: ranged('font'),
  density: ranged('density'),
  limit: ranged('limit'),
  fade: ranged('fade'),
  motion: withDefault(oneOf(OVERLAY_MOTIONS, OVERLAY_DEFAULTS.motion), OVERLAY_DEFAULTS.motion),
  hidden: withDefault(list(text(OVERLAY_HIDDEN_CHARS_MAX), OVERLAY_HIDDEN_MAX), []),
});

/** What the address of a preview changes: `?preview=1&theme=dark&widgets=mood,headline&accent=5ac8fa&scale=1.5`. */
export function changeInAddress(query: URLSearchParams): OverlayChange {
  const change: Record<string, unknown> = {};
  for (const name of Object.keys(OVERLAY_RANGES) as OverlayNumber[]) {
    const value = parseFloat(query.get(name) ?? '');
    if (Number.isFinite(value)) change[name] = ranged(name)(value);
  }
  for (const [name, known] of [
    ['theme', OVERLAY_THEMES],
    ['position', OVERLAY_POSITIONS],
    ['motion', OVERLAY_MOTIONS],
  ] as const) {
    const word = known.find((one) => one === query.get(name));
    if (word !== undefined) change[name] = word;
  }
  const color = query.get('accent')?.replace(/^#?/, '#');
  if (color !== undefined) change['accent'] = accent(color);
  const wanted = query.get('widgets')?.split(',');
  if (wanted !== undefined)
    change['widgets'] = Object.fromEntries(OVERLAY_WIDGETS.map((widget) => [widget, wanted.includes(widget)]));
  return change;
}
