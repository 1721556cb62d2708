import type { LabelScore } from './label-meaning.ts';

/** What the thread is started with. */
export interface ClassifierSource {
  /** A folder with the model's files, or the name of a model on the hub as OWNER/NAME. */
  readonly model: string;
  /** The files are in a folder: nothing is downloaded. */
  readonly local: boolean;
  /** What `import` takes for the library. */
  readonly library: string;
  /** Where downloaded models are kept. */
  readonly cacheFolder: string;
}

export interface ClassifyRequest {
  readonly texts: readonly string[];
}

/** The thread speaks first, with `loaded` or `failed`; then it answers each request once. */
export type ClassifierReply =
  | { readonly kind: 'loaded' }
  /** All labels of each text. */
  | { readonly kind: 'classified'; readonly scores: readonly (readonly LabelScore[])[] }
  | { readonly kind: 'failed'; readonly message: string };
