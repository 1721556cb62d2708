import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { UserError } from '../../domain/command.ts';
import { parseModelSpec } from '../../lib/model-spec.ts';

const NAME = 'MOOD_MODEL';
/** What needs no quotes in a file of settings. */
const PLAIN_VALUE = /^[\w.:/@+-]+$/;

/** The line that puts a model to use. @throws UserError for a name that no settings file can hold safely */
export function moodModelLine(model: string): string {
  const value = `openai:${model}`;
  if (!PLAIN_VALUE.test(value) || !parseModelSpec('mood', value).ok) {
    throw new UserError('The server gave the model a name that cannot stand in .env. Set MOOD_MODEL yourself.');
  }
  return `${NAME}=${value}`;
}

/** Replaces MOOD_MODEL in a file of settings or adds it; every other line stays as it is. */
export async function writeEnvLine(file: string, line: string): Promise<void> {
  const { text, mode } = await readIfThere(file);
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const isSetting = (each: string): boolean => new RegExp(`^\\s*(?:export\\s+)?${NAME}\\s*=`).test(each);
  const first = lines.findIndex(isSetting);
  const others = lines.filter((each, index) => index === first || !isSetting(each));
  if (first === -1) others.push(line);
  else others[first] = line;
  await writeFile(`${file}.part`, `${others.join(ending)}${ending}`, { mode });
  await rename(`${file}.part`, file);
}

/** A new file is its owner's alone: settings hold secrets. */
async function readIfThere(file: string): Promise<{ readonly text: string; readonly mode: number }> {
  try {
    return { text: await readFile(file, 'utf8'), mode: (await stat(file)).mode & 0o777 };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { text: '', mode: 0o600 };
    throw error;
  }
}
