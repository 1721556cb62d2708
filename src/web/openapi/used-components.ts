import type { ApiDocument } from './api-document.ts';

const PREFIX = '#/components/schemas/';

/** The document without the schemas that nothing in it leads to: each is generated twice, as an input and as an output. */
export function usedComponents(document: ApiDocument): ApiDocument {
  const { schemas } = document.components;
  const used = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key !== '$ref' || typeof inner !== 'string' || !inner.startsWith(PREFIX)) visit(inner);
      else if (!used.has(inner.slice(PREFIX.length))) {
        used.add(inner.slice(PREFIX.length));
        visit(schemas[inner.slice(PREFIX.length)]);
      }
    }
  };
  visit(document.paths);
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(kept) } };
}
