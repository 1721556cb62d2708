/**
 * At most `max` UTF-16 code units, never half a character, the last one an ellipsis when something was cut. For limits
 * where it is not documented whether Discord counts units or characters: units are never fewer.
 */
export function clipUnits(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
