import type { APIMessageTopLevelComponent } from 'discord.js';

/** An upload; `name` is what `attachment://` refers to. */
export interface RenderedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** For people who do not see the picture; '' where the file is no picture. */
  readonly altText: string;
}

/** A Components V2 message, ready for any of Discord's message routes. */
export interface RenderedMessage {
  readonly components: APIMessageTopLevelComponent[];
  readonly files: readonly RenderedFile[];
}
