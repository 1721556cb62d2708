import type {
  AutocompleteInput,
  Choice,
  CommandDefinition,
  CommandInput,
  CommandReply,
  PressInput,
} from '../../../domain/command.ts';

/** What the commands do, as the Discord edge drives them: plain data in, plain data out. */
export interface InteractionHandlers {
  readonly definitions: readonly CommandDefinition[];
  /** Who sees the answer. Decided at once, because Discord fixes it with the acknowledgement. */
  defer(input: CommandInput): { readonly ephemeral: boolean };
  /** @throws UserError for a mistake the user can mend */
  execute(input: CommandInput): Promise<CommandReply>;
  /** @throws UserError for a mistake the user can mend */
  press(input: PressInput): Promise<{ readonly reply: CommandReply; readonly how: 'update' | 'ephemeral' }>;
  autocomplete(input: AutocompleteInput): Promise<readonly Choice[]>;
}
