import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Frame } from './socket-client.ts';

interface SocketSchema {
  readonly sockets: readonly { readonly path: string; readonly sends: readonly { readonly $ref: string }[] }[];
}

/** Holds frames against the server's own published schema. */
export class FrameChecker {
  readonly #validators = new Map<string, ValidateFunction>();

  private constructor(schema: SocketSchema) {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema(schema, 'ws');
    for (const { path, sends } of schema.sockets)
      this.#validators.set(path, ajv.compile({ oneOf: sends.map(({ $ref }) => ({ $ref: `ws${$ref}` })) }));
  }

  static async open(base: string): Promise<FrameChecker> {
    const response = await fetch(`${base}/api/ws-schema.json`);
    return new FrameChecker((await response.json()) as SocketSchema);
  }

  /** What is wrong with the frames of a socket; empty when all are as promised. */
  problems(path: string, frames: readonly Frame[]): readonly string[] {
    const validate = this.#validators.get(path);
    if (validate === undefined) return [`no socket at ${path} is described`];
    return frames.filter((frame) => !validate(frame)).map((frame) => JSON.stringify([frame, validate.errors]));
  }
}
