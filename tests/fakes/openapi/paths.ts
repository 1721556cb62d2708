import type { OpenApiSpec } from './spec.ts';

export interface MatchedPath {
  readonly template: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the path template of a request path. Where several fit, the one with more literal segments wins. */
export function createPathMatcher(paths: OpenApiSpec['paths']): (path: string) => MatchedPath | null {
  const bySegments = new Map<number, { readonly template: string; readonly segments: readonly string[] }[]>();
  for (const template of Object.keys(paths)) {
    const segments = template.split('/');
    const group = bySegments.get(segments.length) ?? [];
    group.push({ template, segments });
    bySegments.set(segments.length, group);
  }
  for (const group of bySegments.values()) group.sort((a, b) => placeholders(a.segments) - placeholders(b.segments));

  return (path) => {
    const given = path.split('/');
    for (const { template, segments } of bySegments.get(given.length) ?? []) {
      const params = match(segments, given);
      if (params) return { template, params };
    }
    return null;
  };
}

function placeholders(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith('{')).length;
}

function match(segments: readonly string[], given: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [i, segment] of segments.entries()) {
    const value = decodeSegment(given[i] ?? '');
    if (segment.startsWith('{')) params[segment.slice(1, -1)] = value;
    else if (segment !== value) return null;
  }
  return params;
}

/** A malformed escape is left as it stands; it then fails its schema. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
