import type { JsonObject } from '../openapi/json.ts';

/** Channel kinds the fake knows, by Discord's number. */
export const CHANNEL_TYPES = {
  text: 0,
  category: 4,
  announcement: 5,
  announcementThread: 10,
  thread: 11,
  forum: 15,
} as const;
export type ChannelKind = keyof typeof CHANNEL_TYPES;

export const MESSAGE_FLAGS = {
  crossposted: 1 << 0,
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  silent: 1 << 12,
  componentsV2: 1 << 15,
} as const;

export interface FakeGuild {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly ownerId: string;
  readonly botRoleId: string;
}

export interface FakeRole {
  readonly id: string;
  readonly guildId: string;
  readonly name: string;
  permissions: bigint;
  mentionable: boolean;
  readonly managed: boolean;
}

/** `kind` 0 is a role (the guild's id means everyone), 1 a member. */
export interface Overwrite {
  readonly id: string;
  readonly kind: 0 | 1;
  readonly allow: bigint;
  readonly deny: bigint;
}

export interface FakeChannel {
  readonly id: string;
  readonly guildId: string;
  name: string;
  readonly kind: ChannelKind;
  /** The category of a channel, the channel of a thread. */
  readonly parentId: string | null;
  overwrites: readonly Overwrite[];
  archived: boolean;
  /** Forums: a post without a tag is refused. */
  readonly requiresTag: boolean;
}

export interface FakeUser {
  readonly id: string;
  readonly guildId: string;
  readonly name: string;
  readonly permissions: bigint;
  readonly locale: string;
  readonly bot: boolean;
}

export interface FakeAttachment {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly description: string | null;
  readonly bytes: Uint8Array;
}

/** Who really gets a notification. */
export interface Pings {
  readonly everyone: boolean;
  readonly roles: readonly string[];
  readonly users: readonly string[];
}

export interface FakeMessage {
  readonly id: string;
  readonly channelId: string;
  readonly guildId: string;
  readonly authorId: string;
  content: string;
  embeds: readonly JsonObject[];
  /** As the bot sent them. */
  components: readonly JsonObject[];
  attachments: readonly FakeAttachment[];
  flags: number;
  readonly nonce: string | null;
  readonly ephemeral: boolean;
  readonly silent: boolean;
  /** Set for answers to interactions, whose token may edit them. */
  readonly interactionId: string | null;
  /** Arrival at the fake, ms since 1970. */
  readonly createdAt: number;
  readonly pings: Pings;
  /** Arrival of each edit, oldest first. */
  readonly editedAt: number[];
  crossposted: boolean;
  deletedAt: number | null;
  threadId: string | null;
}

export interface UploadedFile {
  /** `files[n]`; -1 where the field is called otherwise. */
  readonly index: number;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** One REST request as it arrived. */
export interface RecordedRequest {
  readonly at: number;
  readonly method: string;
  /** Below `/api/v10`, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: {
    readonly authorization: string | null;
    readonly userAgent: string | null;
    readonly contentType: string | null;
  };
  /** The JSON body or `payload_json`; undefined when there was none. */
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
  /** What became of it; null while it is being worked on or when the socket was destroyed. */
  status: number | null;
}

export type CallbackType = 4 | 5 | 6 | 7 | 8 | 9;

/** An interaction from the user's act to the bot's last word. */
export interface FakeInteraction {
  readonly id: string;
  readonly token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  readonly type: 2 | 3 | 4 | 5;
  readonly user: FakeUser;
  readonly channelId: string;
  readonly createdAt: number;
  /** The message whose component was used. */
  readonly source: FakeMessage | null;
  ackAt: number | null;
  callback: CallbackType | null;
  ephemeral: boolean;
  /** The answer; null until there is content (a deferral has none). */
  original: FakeMessage | null;
  /** When the user saw a result: the answer, or the first edit or follow-up after a deferral. */
  settledAt: number | null;
  readonly followUps: FakeMessage[];
  choices: readonly JsonObject[] | null;
  modal: JsonObject | null;
}
