import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { JsonObject } from './json.ts';
import { createPathMatcher } from './paths.ts';
import { readableErrors } from './readable-errors.ts';
import { readSpec } from './spec.ts';
import type { Operation, OpenApiSpec, Parameter } from './spec.ts';

export interface RequestToValidate {
  readonly method: string;
  /** Below the API's base address, still percent-encoded: `/channels/123/messages`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The parsed JSON body; of a multipart request its parsed `payload_json`; undefined when there was no body. */
  readonly body: unknown;
}

export interface Violation {
  /** `POST /channels/{channel_id}/messages`, or the request itself when nothing describes it. */
  readonly operation: string;
  readonly where: 'operation' | 'path' | 'query' | 'body';
  /** `body.components[0].components[1].url: must NOT have more than 512 characters` */
  readonly message: string;
}

export interface RequestValidator {
  validate(request: RequestToValidate): readonly Violation[];
}

/**
 * Parsed descriptions and compiled operations of this process. A pure cache: the files never change under a run, and
 * compiling a message schema anew for each fake would cost more than the tests themselves.
 */
const validators = new Map<string, RequestValidator | null>();

/**
 * A validator for one published API description (`discord-openapi.json`, `twitch-helix-openapi.json`), or null where
 * that file is not at hand; callers then say that validation is off. Operations are compiled at first use.
 */
export function createRequestValidator(specFileName: string): RequestValidator | null {
  const known = validators.get(specFileName);
  if (known !== undefined) return known;
  const spec = readSpec(specFileName);
  const validator = spec === null ? null : new SpecValidator(spec);
  validators.set(specFileName, validator);
  return validator;
}

interface CompiledOperation {
  readonly parameters: readonly (Parameter & { readonly check: ValidateFunction })[];
  readonly body: ValidateFunction | null;
  readonly bodyRequired: boolean;
}

class SpecValidator implements RequestValidator {
  readonly #spec: OpenApiSpec;
  readonly #match: ReturnType<typeof createPathMatcher>;
  readonly #compiled = new Map<string, CompiledOperation>();
  readonly #bodies: Ajv2020;
  readonly #parameters: Ajv2020;

  constructor(spec: OpenApiSpec) {
    this.#spec = spec;
    this.#match = createPathMatcher(spec.paths);
    this.#bodies = createAjv(spec, false);
    this.#parameters = createAjv(spec, true);
  }

  validate(request: RequestToValidate): readonly Violation[] {
    const matched = this.#match(request.path);
    const method = request.method.toLowerCase();
    const operation = matched && this.#compile(matched.template, method);
    if (!operation) {
      return [
        {
          operation: `${request.method} ${request.path}`,
          where: 'operation',
          message: 'no such operation in the API description',
        },
      ];
    }
    const name = `${request.method} ${matched.template}`;
    const violations: Violation[] = [];
    const report = (where: Violation['where'], messages: readonly string[]): void => {
      for (const message of messages) violations.push({ operation: name, where, message });
    };
    for (const parameter of operation.parameters) {
      if (parameter.in === 'path') report('path', checkParameter(parameter, matched.params[parameter.name]));
      if (parameter.in === 'query') report('query', checkParameter(parameter, queryValue(request.query, parameter)));
    }
    report('query', unknownQuery(request.query, operation));
    report('body', checkBody(operation, request.body));
    return violations;
  }

  #compile(template: string, method: string): CompiledOperation | null {
    const key = `${method} ${template}`;
    const done = this.#compiled.get(key);
    if (done) return done;
    const item = this.#spec.paths[template];
    const operation = item?.[method] as Operation | undefined;
    if (!item || !operation) return null;
    const bodySchema = operation.requestBody?.content['application/json']?.schema;
    const compiled: CompiledOperation = {
      parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) => ({
        ...parameter,
        check: this.#parameters.compile({
          type: 'object',
          properties: { value: absoluteRefs(parameter.schema ?? {}) as JsonObject },
        }),
      })),
      body: bodySchema ? this.#bodies.compile(absoluteRefs(bodySchema) as JsonObject) : null,
      bodyRequired: operation.requestBody?.required === true,
    };
    this.#compiled.set(key, compiled);
    return compiled;
  }
}

/** Strings of a URL are coerced to the described type; JSON bodies are not. Formats Ajv does not know are ignored. */
function createAjv(spec: OpenApiSpec, coerce: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    logger: false,
    validateSchema: false,
    coerceTypes: coerce ? 'array' : false,
  });
  addFormatsModule.default(ajv, ['date-time', 'uri']);
  ajv.addSchema({ components: spec.components }, 'spec');
  return ajv;
}

/** `#/components/…` means the description, not the fragment that is being compiled. */
function absoluteRefs(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(absoluteRefs);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? value.replace(/^#/, 'spec#') : absoluteRefs(value),
    ]),
  );
}

function queryValue(query: URLSearchParams, parameter: Parameter): string | string[] | undefined {
  const values = query.getAll(parameter.name);
  return values.length > 1 ? values : values[0];
}

function checkParameter(
  parameter: CompiledOperation['parameters'][number],
  value: string | string[] | undefined,
): readonly string[] {
  if (value === undefined) return parameter.required ? [`${parameter.in}.${parameter.name}: is required`] : [];
  return parameter.check({ value })
    ? []
    : describe(parameter.check.errors, `${parameter.in}.${parameter.name}`, '/value');
}

function unknownQuery(query: URLSearchParams, operation: CompiledOperation): readonly string[] {
  const known = new Set(
    operation.parameters.filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name),
  );
  return [...new Set(query.keys())]
    .filter((name) => !known.has(name))
    .map((name) => `query.${name}: is not a parameter of this operation`);
}

function checkBody(operation: CompiledOperation, body: unknown): readonly string[] {
  if (body === undefined) return operation.bodyRequired ? ['body: is required'] : [];
  if (operation.body === null) return ['body: this operation takes none'];
  return operation.body(body) ? [] : describe(operation.body.errors, 'body', '');
}

function describe(errors: readonly ErrorObject[] | null | undefined, root: string, prefix: string): readonly string[] {
  return readableErrors(errors ?? [], root, prefix);
}
