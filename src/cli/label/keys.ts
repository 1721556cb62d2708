import type { ReadStream } from 'node:tty';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

/** Keys as they are pressed on a terminal; elsewhere the first letter of each line. */
export async function* readKeys(input: NodeJS.ReadStream): AsyncGenerator<string> {
  if (!input.isTTY) {
    yield* firstLetters(input);
    return;
  }
  const terminal: ReadStream = input;
  terminal.setRawMode(true);
  terminal.setEncoding('utf8');
  try {
    for await (const chunk of terminal as AsyncIterable<string>) {
      for (const key of chunk) {
        if (key === CTRL_C || key === CTRL_D) return;
        yield key.toLowerCase();
      }
    }
  } finally {
    terminal.setRawMode(false);
  }
}

async function* firstLetters(input: NodeJS.ReadStream): AsyncGenerator<string> {
  input.setEncoding('utf8');
  let isLineStart = true;
  for await (const chunk of input as AsyncIterable<string>) {
    for (const character of chunk) {
      if (isLineStart && character.trim() !== '') yield character.toLowerCase();
      isLineStart = character === '\n';
    }
  }
}
