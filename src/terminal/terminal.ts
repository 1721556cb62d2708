/** The little of terminal control that the programs use. Source: ECMA-48, "Control Functions for Coded Character Sets". */
const CODES = {
  bold: '1',
  dim: '2',
  red: '31',
  green: '32',
  yellow: '33',
  blue: '34',
  magenta: '35',
  cyan: '36',
} as const;
export type Style = keyof typeof CODES;

export type Paint = (style: Style, text: string) => string;

/** Colours the text, or leaves it as it is. */
export function painter(color: boolean): Paint {
  return (style, text) => (color && text !== '' ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text);
}

/** Colours are for terminals, and not for people who asked for none. Source: no-color.org. */
export function wantsColor(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/** Puts the cursor at the start of the line `lines` further up and clears everything from there. */
export function clearUp(lines: number): string {
  return `${lines > 0 ? `\u001b[${lines}A` : ''}\r\u001b[0J`;
}
