import type { PressInput } from '../../../domain/command.ts';
import type { HypeMoment } from '../../../domain/hype-moment.ts';
import type { CommandContext } from '../../command.ts';

/** What one press under a moment is about. */
export interface DeskPress {
  readonly moment: HypeMoment;
  readonly input: PressInput;
  readonly context: CommandContext;
}
