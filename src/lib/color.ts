/** Colours as sRGB channels, 0 to 255. */
type Channels = readonly [red: number, green: number, blue: number];

const HEX = /^#[0-9a-f]{6}$/i;

/** Whether `text` is a colour like `#RRGGBB`. */
export function isHexColor(text: string): boolean {
  return HEX.test(text);
}

/** WCAG 2 contrast ratio of two `#RRGGBB` colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/**
 * `color`, moved towards black or white (whichever stands out from `background`) in small steps until its contrast
 * reaches `ratio`. A colour chosen for dark surroundings stays readable on light ones.
 */
export function readableOn(background: string, color: string, ratio: number): string {
  const target = luminance(background) > 0.18 ? 0 : 255;
  for (let share = 0; share < 1; share += 0.05) {
    const moved = toHex(parseHex(color).map((channel) => channel + (target - channel) * share));
    if (contrast(moved, background) >= ratio) return moved;
  }
  return target === 0 ? '#000000' : '#ffffff';
}

/** `rgba(…)` of a `#RRGGBB` colour; `alpha` from 0 to 1. */
export function withAlpha(hex: string, alpha: number): string {
  return `rgba(${parseHex(hex).join(', ')}, ${alpha})`;
}

/** @throws when `hex` is not `#RRGGBB`. */
export function parseHex(hex: string): Channels {
  if (!isHexColor(hex)) throw new RangeError(`"${hex}" is not a colour like #RRGGBB`);
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Channels;
}

function toHex(channels: readonly number[]): string {
  return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [red, green, blue] = parseHex(hex).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
