import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { asArray, asObject, asString } from './json.ts';
import type { JsonObject } from './json.ts';

/** The parts of an OpenAPI 3 description that matter for requests. Everything below is untyped JSON schema. */
export interface OpenApiSpec {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: { readonly schemas?: JsonObject };
}

export interface PathItem {
  readonly parameters?: readonly Parameter[];
  readonly [method: string]: unknown;
}

export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema?: JsonObject }>>;
  };
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema?: JsonObject;
}

/** Published descriptions stand beside the project, not in it; a clone without them runs its fakes unvalidated. */
export function specFolder(): string {
  return resolve(import.meta.dirname, '../../../../shared/specs');
}

/** Null where the file does not exist. A file that exists and cannot be read is an error. */
export function readSpec(fileName: string): OpenApiSpec | null {
  const path = join(specFolder(), fileName);
  if (!existsSync(path)) return null;
  const spec = JSON.parse(readFileSync(path, 'utf8')) as OpenApiSpec;
  return toJsonSchema(
    { paths: spec.paths, components: spec.components },
    asObject(spec.components.schemas),
  ) as OpenApiSpec;
}

/**
 * Bends OpenAPI towards plain JSON schema: `nullable` of 3.0 becomes a null type, a union told apart by its `type`
 * property is asked by that type (so that errors are about the alternative that was meant), and Discord's permission bit
 * sets, described as integers and documented as decimal strings, accept both.
 */
function toJsonSchema(node: unknown, schemas: JsonObject): unknown {
  if (Array.isArray(node)) return node.map((item) => toJsonSchema(item, schemas));
  if (typeof node !== 'object' || node === null) return node;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    const converted = toJsonSchema(value, schemas);
    if (key === 'default_member_permissions') {
      copy[key] = { anyOf: [converted, { type: 'string', pattern: '^[0-9]{1,20}$' }] };
    } else if (key === 'oneOf' || key === 'anyOf') {
      Object.assign(copy, byType(asArray(value), schemas) ?? { [key]: converted });
    } else {
      copy[key] = converted;
    }
  }
  if (copy['nullable'] === true && typeof copy['type'] === 'string') copy['type'] = [copy['type'], 'null'];
  return copy;
}

/** Null unless each alternative is a named schema that requires a `type` of its own. */
function byType(alternatives: readonly unknown[], schemas: JsonObject): JsonObject | null {
  const types = alternatives.map((alternative) => {
    const schema = asObject(schemas[asString(asObject(alternative)['$ref']).replace('#/components/schemas/', '')]);
    const values = asArray(asObject(asObject(schema['properties'])['type'])['enum']);
    return asArray(schema['required']).includes('type') && values.length === 1 ? values[0] : undefined;
  });
  if (types.length < 2 || types.includes(undefined) || new Set(types).size < types.length) return null;
  return {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: types } },
    allOf: alternatives.map((alternative, i) => ({
      if: { properties: { type: { const: types[i] } } },
      then: alternative,
    })),
  };
}
