import type { ErrorObject } from 'ajv';

const ERRORS_SHOWN_MAX = 5;
const ALLOWED_SHOWN_CHARS_MAX = 200;

/** The errors worth reading: the deepest are nearest to the fault, and "fits no alternative" follows from the others. */
export function readableErrors(errors: readonly ErrorObject[], root: string, prefix: string): readonly string[] {
  const causes = errors.filter((error) => !isCombinator(error));
  const kept = causes.length > 0 ? causes : errors;
  const deepest = [...kept].sort((a, b) => depth(b) - depth(a));
  const lines = deepest.map(
    (error) => `${root}${readablePath(error.instancePath.slice(prefix.length))}: ${sentence(error)}`,
  );
  return [...new Set(lines)].slice(0, ERRORS_SHOWN_MAX);
}

/** `/components/0/url` → `.components[0].url` */
function readablePath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('');
}

function sentence(error: ErrorObject): string {
  const extra =
    error.keyword === 'enum'
      ? ` (${JSON.stringify((error.params as { allowedValues: unknown }).allowedValues).slice(0, ALLOWED_SHOWN_CHARS_MAX)})`
      : '';
  return `${error.message ?? error.keyword}${extra}`;
}

function depth(error: ErrorObject): number {
  return error.instancePath.split('/').length;
}

function isCombinator(error: ErrorObject): boolean {
  return error.keyword === 'oneOf' || error.keyword === 'anyOf' || error.keyword === 'if';
}
