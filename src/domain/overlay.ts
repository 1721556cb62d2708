import type { ChannelName, EpochMs } from './chat-event.ts';

export const OVERLAY_WIDGETS = ['mood', 'headline', 'burst', 'emotes'] as const;
/** What an overlay can show: the mood's colour, the headline, a burst at each hype moment, the wall of emotes. */
export type OverlayWidget = (typeof OVERLAY_WIDGETS)[number];

export const OVERLAY_THEMES = ['bare', 'dark', 'light'] as const;
/** `bare`: outlined text on nothing. `dark`, `light`: text on a panel that lets the picture shine through. */
export type OverlayTheme = (typeof OVERLAY_THEMES)[number];

export const OVERLAY_POSITIONS = ['top-left', 'top-right', 'bottom-left', 'bottom-right', 'top', 'bottom'] as const;
/** A corner, or a strip along an edge. Emotes begin at the same edge. */
export type OverlayPosition = (typeof OVERLAY_POSITIONS)[number];

export const OVERLAY_MOTIONS = ['full', 'reduced'] as const;
/** `reduced`: nothing flies or flashes; things appear and fade where they stand. */
export type OverlayMotion = (typeof OVERLAY_MOTIONS)[number];

/** Every number of the settings: the least, the most, and what it means, for forms and documentation. */
export const OVERLAY_RANGES = {
  scale: { min: 0.5, max: 3, step: 0.05, help: 'Size of everything; 1 is made for a canvas 1920 pixels wide.' },
  opacity: { min: 0, max: 1, step: 0.05, help: 'How opaque everything is; 0 is invisible.' },
  font: { min: 14, max: 48, step: 1, help: 'Height of the headline’s text in pixels, before scale.' },
  density: { min: 1, max: 30, step: 1, help: 'Emotes that may set out each second.' },
  limit: { min: 1, max: 80, step: 1, help: 'Emotes on the wall at once.' },
  fade: { min: 1, max: 20, step: 0.5, help: 'Seconds until an emote has faded away.' },
} as const;
export type OverlayNumber = keyof typeof OVERLAY_RANGES;

export const OVERLAY_HIDDEN_MAX = 100;
export const OVERLAY_HIDDEN_CHARS_MAX = 100;

/**
 * How one overlay looks. The names are also those of the wire and of the preview's URL parameters. The numbers lie
 * within {@link OVERLAY_RANGES}.
 */
export interface OverlaySettings extends Readonly<Record<OverlayNumber, number>> {
  readonly widgets: Readonly<Record<OverlayWidget, boolean>>;
  readonly theme: OverlayTheme;
  /** `#RRGGBB` of the line beside the headline; null follows the mood. */
  readonly accent: string | null;
  readonly position: OverlayPosition;
  readonly motion: OverlayMotion;
  /** Emotes that never appear, and words that no headline shown may contain; case does not matter. */
  readonly hidden: readonly string[];
}

export const OVERLAY_DEFAULTS: OverlaySettings = {
  widgets: { mood: true, headline: true, burst: true, emotes: true },
  theme: 'bare',
  accent: null,
  scale: 1,
  opacity: 1,
  position: 'bottom-left',
  font: 26,
  density: 8,
  limit: 32,
  fade: 6,
  motion: 'full',
  hidden: [],
};

/** Settings to be changed; what is left out stays. */
export interface OverlayChange extends Partial<Omit<OverlaySettings, 'widgets'>> {
  readonly widgets?: Partial<OverlaySettings['widgets']>;
}

export function changedSettings(settings: OverlaySettings, { widgets, ...change }: OverlayChange): OverlaySettings {
  return { ...settings, ...change, widgets: { ...settings.widgets, ...widgets } };
}

/** A page for OBS that shows one channel. */
export interface Overlay {
  readonly v: 1;
  readonly id: string;
  readonly channel: ChannelName;
  /** The secret part of its address. It opens this page and what the page shows, and nothing else. */
  readonly token: string;
  readonly createdAt: EpochMs;
  readonly settings: OverlaySettings;
}
