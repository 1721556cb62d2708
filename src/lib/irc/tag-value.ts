const BACKSLASH = '\\';

/**
 * Undoes IRCv3 escaping: `\s` space, `\:` semicolon, `\r`, `\n`; any other escaped character is itself and a lone
 * backslash at the end is dropped. Source: IRCv3 message tags, "Escaping values".
 */
export function unescapeTagValue(value: string): string {
  let at = value.indexOf(BACKSLASH);
  if (at === -1) return value;
  let out = '';
  let from = 0;
  while (at !== -1 && at + 1 < value.length) {
    out += value.slice(from, at) + unescaped(value.charAt(at + 1));
    from = at + 2;
    at = value.indexOf(BACKSLASH, from);
  }
  return out + (at === -1 ? value.slice(from) : value.slice(from, at));
}

function unescaped(character: string): string {
  switch (character) {
    case 's':
      return ' ';
    case ':':
      return ';';
    case 'r':
      return '\r';
    case 'n':
      return '\n';
    default:
      return character;
  }
}

/** The whole number of at most 15 decimal digits that UTF-16 code units spell, else NaN. Never negative. */
export function digits(codes: Uint16Array, from: number, to: number): number {
  const length = to - from;
  if (length < 1 || length > 15) return Number.NaN;
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = codes[i]! - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
