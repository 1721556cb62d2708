import { describe, expect, test } from 'vitest';
import { buildLexicon } from './build-lexicon.ts';
import { ROLE } from './entry.ts';
import { MessageReader } from './message-reader.ts';

const lexicon = buildLexicon();
const reader = new MessageReader(lexicon);

function isLaughter(word: string): boolean {
  reader.read(word, []);
  const entry = lexicon.entries[reader.tokens.entry[0] ?? -1];
  return reader.tokens.count === 1 && ((entry?.roles ?? 0) & ROLE.laughs) !== 0;
}

describe('tells laughter from words', () => {
  test.for([
    'hahah',
    'ahahahaha',
    'HAHAHAHAHA',
    'hahhahaha',
    'jejejeje',
    'lolololol',
    'xdxdxd',
    'kekekeke',
    'kkkkkkk',
    'bahahah',
  ])('%s laughs', (word) => expect(isLaughter(word)).toBe(true));
  test.for(['aaah', 'ahhh', 'hhhh', 'hallo', 'alpha', 'kek3', 'he', 'jeep', 'oooo', 'lolly', 'xxxx'])(
    '%s does not',
    (word) => expect(isLaughter(word)).toBe(false),
  );
});
