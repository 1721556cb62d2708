/** Beginnings that are tried. Text of nothing but brackets must not cost the square of its length. */
const TRIES_MAX = 8;

/**
 * The JSON objects in a text that may say more than JSON: an explanation before it, a code fence around it. In order,
 * outermost only. What is not valid JSON is passed over.
 */
export function* jsonObjectsIn(text: string): Generator<unknown> {
  let start = text.indexOf('{');
  for (let tries = 0; start !== -1 && tries < TRIES_MAX; tries++) {
    const end = objectEnd(text, start);
    const value = end === -1 ? undefined : parsed(text.slice(start, end));
    if (value !== undefined) yield value;
    start = text.indexOf('{', value === undefined ? start + 1 : end);
  }
}

/** Just behind the bracket that closes the one at `start`, or -1. Brackets inside strings do not count. */
function objectEnd(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let i = start; i < text.length; i++) {
    const character = text[i];
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return i + 1;
  }
  return -1;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
