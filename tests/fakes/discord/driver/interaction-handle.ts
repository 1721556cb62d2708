import { asString } from '../../openapi/json.ts';
import type { JsonObject } from '../../openapi/json.ts';
import type { FakeInteraction, FakeMessage } from '../model.ts';
import type { World } from '../world.ts';

const DEFAULT_DEADLINE_MS = 5_000;

/** What a user sees of one interaction. */
export class InteractionHandle {
  readonly interaction: FakeInteraction;
  readonly #world: World;

  constructor(world: World, interaction: FakeInteraction) {
    this.#world = world;
    this.interaction = interaction;
  }

  /** Time from the user's act to the first answer; null while there is none. */
  get ackMs(): number | null {
    return this.interaction.ackAt === null ? null : this.interaction.ackAt - this.interaction.createdAt;
  }

  /** Time from the user's act to a result; null while there is none. */
  get settledMs(): number | null {
    return this.interaction.settledAt === null ? null : this.interaction.settledAt - this.interaction.createdAt;
  }

  get deferred(): boolean {
    return this.interaction.callback === 5 || this.interaction.callback === 6;
  }

  get ephemeral(): boolean {
    return this.interaction.ephemeral;
  }

  get followUps(): readonly FakeMessage[] {
    return this.interaction.followUps;
  }

  /** Resolves at the first answer, a deferral included. */
  async acknowledged(deadlineMs = DEFAULT_DEADLINE_MS): Promise<void> {
    await this.#world.changes.waitFor('an acknowledgement', deadlineMs, () =>
      this.interaction.callback === null ? undefined : true,
    );
  }

  /** The message the user ends up with: the answer, the edited deferral, or the updated message of a component. */
  async reply(deadlineMs = DEFAULT_DEADLINE_MS): Promise<FakeMessage> {
    return this.#world.changes.waitFor(
      `a reply (${this.deferred ? 'deferred so far' : 'not acknowledged so far'})`,
      deadlineMs,
      () => {
        const { settledAt, original } = this.interaction;
        return settledAt === null ? undefined : (original ?? undefined);
      },
    );
  }

  /** What autocomplete offered. */
  async choices(
    deadlineMs = DEFAULT_DEADLINE_MS,
  ): Promise<readonly { readonly name: string; readonly value: string | number }[]> {
    const choices = await this.#world.changes.waitFor(
      'autocomplete choices',
      deadlineMs,
      () => this.interaction.choices ?? undefined,
    );
    return choices.map((choice) => ({ name: asString(choice['name']), value: choice['value'] as string | number }));
  }

  /** The modal the bot opened. */
  async modal(deadlineMs = DEFAULT_DEADLINE_MS): Promise<JsonObject> {
    return this.#world.changes.waitFor('a modal', deadlineMs, () => this.interaction.modal ?? undefined);
  }
}
