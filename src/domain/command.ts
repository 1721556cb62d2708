/**
 * Slash commands as plain data: what a command is called, what it takes and what it answers. `bot/discord` turns this
 * into Discord's wire format; `commands/` never sees discord.js.
 */

export const OPTION_TYPES = ['string', 'integer', 'number', 'boolean', 'channel', 'role'] as const;

export interface CommandOption {
  readonly type: (typeof OPTION_TYPES)[number];
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly autocomplete?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
  /** For `channel`: which kinds may be chosen. */
  readonly targets?: readonly ('text' | 'announcement' | 'thread' | 'forum')[];
}

export interface CommandDefinition {
  readonly name: string;
  readonly description: string;
  /** `manage-server` is both Discord's default permission and our own check at every use. */
  readonly access: 'everyone' | 'manage-server';
  readonly options?: readonly CommandOption[];
  /** With subcommands the bare command cannot be called. */
  readonly subcommands?: readonly {
    readonly name: string;
    readonly description: string;
    readonly options?: readonly CommandOption[];
  }[];
}

/** The person and place a command, press or autocomplete came from. Ids are Discord snowflakes. */
export interface Invoker {
  readonly guildId: string;
  readonly channelId: string;
  /** Kind of that channel, where the interaction says so. */
  readonly channelKind?: PickedChannel['kind'];
  readonly userId: string;
  /** The name this server shows for them, where the interaction says so. */
  readonly userName?: string;
  /** Manage Server, as Discord states it in this very interaction. */
  readonly canManageServer: boolean;
  readonly locale: string;
}

/** A channel the user picked, with what the bot may do there according to the same interaction. */
export interface PickedChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'text' | 'announcement' | 'thread' | 'forum' | 'other';
}

export type OptionValue = string | number | boolean | PickedChannel;

export interface CommandInput extends Invoker {
  readonly command: string;
  readonly subcommand: string | null;
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** A pressed button or chosen select entry. `args` are the parts of its custom id after the command and action. */
export interface PressInput extends Invoker {
  readonly command: string;
  readonly action: string;
  readonly args: readonly string[];
  readonly values: readonly string[];
}

export interface AutocompleteInput extends Invoker {
  readonly command: string;
  readonly subcommand: string | null;
  readonly option: string;
  readonly typed: string;
  /** What the other options hold so far, where the platform says so. */
  readonly options?: Readonly<Record<string, OptionValue>>;
}

export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** Parts of an answer, in order. `markdown` is already escaped where it holds text of others. */
export type ReplyBlock =
  | { readonly kind: 'text'; readonly markdown: string }
  | { readonly kind: 'divider' }
  /** Shows one of the reply's files. */
  | { readonly kind: 'image'; readonly file: string; readonly altText: string }
  /** Offers one of the reply's files for download. */
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly ReplyButton[] }
  | {
      readonly kind: 'select';
      readonly route: PressRoute;
      readonly placeholder: string;
      readonly options: readonly SelectOption[];
    };

export interface SelectOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
  readonly selected?: boolean;
}

/** Where a press goes: `v1:command:action:arg…`, at most 100 characters in all. Stateless, so it survives restarts. */
export interface PressRoute {
  readonly command: string;
  readonly action: string;
  readonly args: readonly string[];
}

export type ReplyButton =
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | {
      readonly kind: 'press';
      readonly label: string;
      readonly style: 'primary' | 'secondary' | 'success' | 'danger';
      readonly route: PressRoute;
      readonly disabled?: boolean;
    };

export interface ReplyFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface CommandReply {
  readonly blocks: readonly ReplyBlock[];
  /** `0xRRGGBB` stripe of the card. */
  readonly accent?: number;
  readonly files?: readonly ReplyFile[];
}

/** Thrown for mistakes the user can mend; the message (what happened, why, the next step) is shown as it is. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
