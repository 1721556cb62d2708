import type { ModelRole } from '../domain/ports/models.ts';

/** What `MOOD_MODEL`, `SUMMARY_MODEL` and `/model` name. A null model is the one of `OPENAI_MODEL`. */
export type ModelSpec =
  /** The rules that ship with the program: `lexicon` for mood, `extractive` for summaries. */
  | { readonly kind: 'built-in' }
  | { readonly kind: 'onnx'; readonly source: string }
  | { readonly kind: 'openai'; readonly model: string | null };

export type ParsedSpec =
  | { readonly ok: true; readonly spec: ModelSpec }
  /** `problem` continues a sentence that begins with what was given. */
  | { readonly ok: false; readonly problem: string };

const SPEC_CHARACTERS_MAX = 200;
/** No spaces or control characters, so that a spec stays one word wherever it is shown. */
const NAME = /^[^\s\p{C}]+$/u;

/** Names of the rules that need no model. */
export const BUILT_IN: Readonly<Record<ModelRole, string>> = { mood: 'lexicon', summary: 'extractive' };

const FORMS: Readonly<Record<ModelRole, string>> = {
  mood: 'lexicon, onnx:FOLDER, onnx:OWNER/NAME, openai or openai:MODEL',
  summary: 'extractive, openai or openai:MODEL',
};

/** Reads a spec as people write it; the kind in any case, the name as it is. */
export function parseModelSpec(role: ModelRole, typed: string): ParsedSpec {
  const text = typed.trim();
  if (text.length > SPEC_CHARACTERS_MAX)
    return { ok: false, problem: `is longer than ${SPEC_CHARACTERS_MAX} characters` };
  const colon = text.indexOf(':');
  const kind = (colon === -1 ? text : text.slice(0, colon)).toLowerCase();
  const name = colon === -1 ? null : text.slice(colon + 1);
  if (kind === BUILT_IN[role] && name === null) return { ok: true, spec: { kind: 'built-in' } };
  if (name !== null && !NAME.test(name)) return { ok: false, problem: `must name a model after ${kind}:` };
  if (kind === 'openai') return { ok: true, spec: { kind: 'openai', model: name } };
  if (kind === 'onnx' && role === 'mood' && name !== null) return { ok: true, spec: { kind: 'onnx', source: name } };
  return { ok: false, problem: `must be ${FORMS[role]}` };
}

/** The spec as one word, such that {@link parseModelSpec} reads it back. */
export function modelSpecText(role: ModelRole, spec: ModelSpec): string {
  switch (spec.kind) {
    case 'built-in':
      return BUILT_IN[role];
    case 'onnx':
      return `onnx:${spec.source}`;
    case 'openai':
      return spec.model === null ? 'openai' : `openai:${spec.model}`;
  }
}
