import { z } from 'zod';
import { UserError } from '../../domain/command.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What people found worth watching in one stream; seconds since its beginning. */
export interface StreamLabels {
  readonly game: string;
  /** 0 where the labels do not say. */
  readonly duration: number;
  readonly highlights: readonly Span[];
}

const spanSchema = z.object({ start: z.number(), end: z.number() });
const labelsSchema = z.object({
  videos: z.record(
    z.string(),
    z.object({
      game: z.string().default(''),
      duration: z.number().nonnegative().default(0),
      highlights: z.array(spanSchema),
    }),
  ),
});

/** @throws UserError when the text is no label file */
export function parseLabels(name: string, text: string): ReadonlyMap<string, StreamLabels> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new UserError(
      `${name} is not valid JSON, so there is nothing to compare with. Give the label file to --labels.`,
      { cause: error },
    );
  }
  const parsed = labelsSchema.safeParse(raw);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0] ?? { path: [], message: '' };
    throw new UserError(
      `${name} is no label file: at ${path.join('.') || 'the top'}: ${message}. It needs {"videos": {"<stream>": {"highlights": [{"start", "end"}]}}}.`,
    );
  }
  return new Map(Object.entries(parsed.data.videos));
}
