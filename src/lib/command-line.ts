import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UserError } from '../domain/command.ts';
import { errorMessage } from './error-message.ts';

/** Node's own reader of arguments. @throws UserError with its sentence, for what is no known option */
export function readCommandLine<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UserError(errorMessage(error), { cause: error });
  }
}
