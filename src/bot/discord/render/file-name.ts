/** Longest name we give an upload; Discord takes more, people do not read more. */
const NAME_CHARACTERS_MAX = 60;

/**
 * A name that `attachment://` can refer to: Discord keeps letters, digits, dot, dash and underscore and changes the rest,
 * which would break the reference. Distinct from every name in `taken`.
 */
export function safeFileName(name: string, taken: ReadonlySet<string> = new Set()): string {
  const cleaned = name.replace(/[^A-Za-z0-9._-]+/g, '_');
  const [, beginning = cleaned, extension = ''] = /^(.*)(\.[A-Za-z0-9]{1,9})$/.exec(cleaned) ?? [];
  const stem = beginning.replace(/^[._]+|[._]+$/g, '').slice(0, NAME_CHARACTERS_MAX - extension.length) || 'file';
  for (let copy = 0; ; copy++) {
    const candidate = `${stem}${copy === 0 ? '' : `-${copy}`}${extension}`;
    if (!taken.has(candidate)) return candidate;
  }
}
