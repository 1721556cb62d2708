import { readFileSync } from 'node:fs';

export type RawEnv = Readonly<Record<string, string | undefined>>;

export interface EnvProblem {
  readonly name: string;
  readonly problem: string;
}

/** Larger files are surely not one secret. */
const SECRET_BYTES_MAX = 64 * 1024;

/**
 * Takes the named variables out of the environment. Each may be given as `NAME_FILE`, the path of a file that holds
 * the value (Docker secrets). An empty value counts as absent.
 */
export function readEnv(
  names: readonly string[],
  env: RawEnv,
): { values: Record<string, string>; problems: EnvProblem[] } {
  const values: Record<string, string> = {};
  const problems: EnvProblem[] = [];
  for (const name of names) {
    const direct = env[name]?.trim();
    const file = env[`${name}_FILE`]?.trim();
    if (direct && file) {
      problems.push({ name, problem: `is given twice, as ${name} and as ${name}_FILE; keep one` });
    } else if (direct) {
      values[name] = direct;
    } else if (file) {
      const read = readSecretFile(file);
      if ('problem' in read) problems.push({ name: `${name}_FILE`, problem: read.problem });
      else if (read.value !== '') values[name] = read.value;
    }
  }
  return { values, problems };
}

function readSecretFile(file: string): { value: string } | { problem: string } {
  try {
    const bytes = readFileSync(file);
    if (bytes.length > SECRET_BYTES_MAX)
      return { problem: `points to a file of ${bytes.length} bytes, which is no single value` };
    return { value: bytes.toString('utf8').trim() };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return { problem: `points to ${file}, which cannot be read (${code})` };
  }
}
