import { z } from 'zod';
import {
  OVERLAY_DEFAULTS,
  OVERLAY_HIDDEN_CHARS_MAX,
  OVERLAY_HIDDEN_MAX,
  OVERLAY_MOTIONS,
  OVERLAY_POSITIONS,
  OVERLAY_RANGES,
  OVERLAY_THEMES,
  type OverlayNumber,
  type OverlaySettings,
} from '../domain/overlay.ts';

function within(name: OverlayNumber) {
  const { min, max, help } = OVERLAY_RANGES[name];
  return z
    .number()
    .min(min)
    .max(max)
    .meta({ description: help, examples: [OVERLAY_DEFAULTS[name]] });
}

/** How an overlay looks, field by field: the fields of requests, of the wire and of what is stored. */
export const overlayFields = {
  widgets: z
    .strictObject({ mood: z.boolean(), headline: z.boolean(), burst: z.boolean(), emotes: z.boolean() })
    .meta({ description: 'What is shown.', examples: [OVERLAY_DEFAULTS.widgets] }),
  theme: z.enum(OVERLAY_THEMES).meta({ description: 'What text stands on.', examples: [OVERLAY_DEFAULTS.theme] }),
  accent: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'is no colour like #RRGGBB')
    .nullable()
    .meta({ description: 'Colour of the line beside the headline; null follows the mood.', examples: ['#5AC8FA'] }),
  scale: within('scale'),
  opacity: within('opacity'),
  position: z
    .enum(OVERLAY_POSITIONS)
    .meta({ description: 'A corner, or a strip along an edge.', examples: [OVERLAY_DEFAULTS.position] }),
  font: within('font'),
  density: within('density'),
  limit: within('limit').int(),
  fade: within('fade'),
  motion: z
    .enum(OVERLAY_MOTIONS)
    .meta({ description: 'reduced: nothing flies or flashes.', examples: [OVERLAY_DEFAULTS.motion] }),
  hidden: z
    .array(z.string().trim().min(1).max(OVERLAY_HIDDEN_CHARS_MAX))
    .max(OVERLAY_HIDDEN_MAX)
    .meta({ description: 'Emotes and words that never appear.', examples: [['monkaS']] }),
} satisfies { [K in keyof OverlaySettings]: z.ZodType<OverlaySettings[K]> };
