import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UserError } from '../domain/command.ts';

/** Node's own reader of arguments. @throws UserError with its sentence, for what is no known option */
export function readCommandLine<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
