/** What requests about overlays hold, and what they and the pages' sockets answer. */
import { z } from 'zod';
import { OVERLAY_DEFAULTS, type OverlaySettings } from '../../domain/overlay.ts';
import { MOODS } from '../../domain/mood.ts';
import { overlayFields } from '../../lib/overlay-schema.ts';
import type {
  OverlayEmotesFrame,
  OverlayFrame,
  OverlayHeadlineFrame,
  OverlayMoodFrame,
  OverlayRetractedFrame,
  OverlaySettingsFrame,
} from '../../lib/wire/overlay.ts';
import { EXAMPLES } from '../schemas/examples.ts';
import { channel, hypeEvent, share, time } from '../schemas/frames.ts';
import { newChannel } from '../schemas/inputs.ts';

const TOKEN = 'kT9mVxq2R0yZbB7cJd4wHnLs8PfGuA3e';
const score = z.number().min(-1).max(1);
const channelInput = newChannel.shape.name;

const settings = z
  .object(overlayFields)
  .meta({ id: 'OverlaySettings', description: 'How an overlay looks.', examples: [OVERLAY_DEFAULTS] });

const flag = z.boolean().exactOptional();
const change = z
  .strictObject({
    widgets: z.strictObject({ mood: flag, headline: flag, burst: flag, emotes: flag }).exactOptional(),
    theme: overlayFields.theme.exactOptional(),
    accent: overlayFields.accent.exactOptional(),
    scale: overlayFields.scale.exactOptional(),
    opacity: overlayFields.opacity.exactOptional(),
    position: overlayFields.position.exactOptional(),
    font: overlayFields.font.exactOptional(),
    density: overlayFields.density.exactOptional(),
    limit: overlayFields.limit.exactOptional(),
    fade: overlayFields.fade.exactOptional(),
    motion: overlayFields.motion.exactOptional(),
    hidden: overlayFields.hidden.exactOptional(),
  } satisfies Record<keyof OverlaySettings, z.ZodType>)
  .meta({ id: 'OverlayChange', description: 'What is left out stays.', examples: [{ position: 'top', scale: 1.5 }] });

export const newOverlay = z
  .strictObject({ channel: channelInput, settings: change.exactOptional() })
  .meta({ id: 'NewOverlay', description: 'An overlay to make.', examples: [{ channel: 'ninja' }] });

export const overlayEdit = z
  .strictObject({ channel: channelInput.exactOptional(), settings: change.exactOptional() })
  .meta({ id: 'OverlayEdit', description: 'What to change.', examples: [{ settings: { theme: 'dark' } }] });

export const overlayPath = z.object({
  id: z
    .string()
    .regex(/^[0-9a-f]{12}$/, 'is no id of an overlay')
    .meta({
      description: 'The id of an overlay, as GET /api/overlays lists it.',
      examples: ['3f9a0c41d2be'],
    }),
});

export const overlayAnswer = z
  .object({
    id: z.string(),
    channel,
    token: z.string().meta({ description: 'The secret part of its address.' }),
    path: z.string().meta({ description: 'Where the page is, for OBS; add the address of this server.' }),
    created_at: time,
    settings,
  })
  .meta({
    id: 'Overlay',
    description: 'A page for OBS that shows one channel.',
    examples: [
      {
        id: '3f9a0c41d2be',
        channel: 'ninja',
        token: TOKEN,
        path: `/overlay/${TOKEN}`,
        created_at: '2026-01-15T20:30:00.000Z',
        settings: OVERLAY_DEFAULTS,
      },
    ],
  });
export const overlayList = z.object({ overlays: z.array(overlayAnswer) }).meta({ id: 'OverlayList' });

const moodFrame = z
  .object({ type: z.literal('mood'), mood: z.enum(MOODS), score, confidence: share, color: z.string() })
  .meta({
    id: 'OverlayMood',
    description: 'The mood changed. At most twice a second.',
    examples: [{ type: 'mood', mood: 'hype', score: 0.42, confidence: 0.8, color: '#e7885d' }],
  }) satisfies z.ZodType<OverlayMoodFrame>;

const headlineFrame = z
  .object({ type: z.literal('headline'), sentences: z.array(z.string()), sentiment: score, confidence: share })
  .meta({
    id: 'OverlayHeadline',
    description: 'The headline changed; no sentences: there is none. At most twice a second.',
    examples: [{ type: 'headline', sentences: ['Chat celebrates the last save.'], sentiment: 0.42, confidence: 0.8 }],
  }) satisfies z.ZodType<OverlayHeadlineFrame>;

const snapshotFrame = z
  .object({
    type: z.literal('overlay'),
    build: z.string().meta({ description: 'A page of another build loads itself anew.' }),
    channel,
    settings,
    mood: moodFrame.nullable(),
    headline: headlineFrame.nullable(),
    moment: hypeEvent.nullable().meta({ description: 'The moment under way.' }),
  })
  .meta({
    id: 'OverlaySnapshot',
    description: 'The first frame of a connection.',
    examples: [
      {
        type: 'overlay',
        build: '5d41402abc4b2a76',
        channel: 'ninja',
        settings: OVERLAY_DEFAULTS,
        mood: null,
        headline: null,
        moment: EXAMPLES.hypeEvent,
      },
    ],
  }) satisfies z.ZodType<OverlayFrame>;

const settingsFrame = z.object({ type: z.literal('overlay_settings'), settings }).meta({
  id: 'OverlaySettingsChanged',
  description: 'The overlay was edited.',
}) satisfies z.ZodType<OverlaySettingsFrame>;

const emotesFrame = z
  .object({
    type: z.literal('emotes'),
    emotes: z.array(
      z.tuple([z.string(), z.number(), z.string().nullable()]).meta({
        minItems: 3,
        maxItems: 3,
        items: { type: ['string', 'number', 'null'] },
      }),
    ),
  })
  .meta({
    id: 'OverlayEmotes',
    description: 'Names, messages that used them, and pictures. At most ten times a second.',
    examples: [
      { type: 'emotes', emotes: [['KEKW', 12, 'https://cdn.betterttv.net/emote/5e9c6c187e090362f8b0b9e8/2x.webp']] },
    ],
  }) satisfies z.ZodType<OverlayEmotesFrame>;

const retractedFrame = z.object({ type: z.literal('retracted'), everything: z.boolean() }).meta({
  id: 'OverlayRetracted',
  description: 'Take the headline away at once; with everything, the emotes too.',
  examples: [{ type: 'retracted', everything: false }],
}) satisfies z.ZodType<OverlayRetractedFrame>;

export const overlayFrames = [
  snapshotFrame,
  settingsFrame,
  moodFrame,
  headlineFrame,
  hypeEvent,
  emotesFrame,
  retractedFrame,
] as const;
