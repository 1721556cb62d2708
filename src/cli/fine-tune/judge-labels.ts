import { createHash } from 'node:crypto';
import { LABEL_CATEGORIES, type LabelCategory, type LabelledMessage } from '../../domain/privacy.ts';
import { isInstructionShaped } from '../../models/instruction-shaped.ts';
import { promptText } from '../../models/summary/chat-data.ts';

/** Of this many texts, one goes into the validation file. */
const VALIDATION_EVERY = 10;
/** Texts remembered while they are judged; each takes some tens of bytes. */
const TEXTS_MAX = 2_000_000;

export type Verdict = 'training' | 'validation' | 'repeated' | 'contradictory' | 'unusable';

/**
 * Decides of each label what becomes of it. Two looks: `see` every label first, then ask `verdict` of each in the same
 * order. Texts that differ only in case and spaces are one text. Which ones validate follows from the text alone, so
 * that preparing again after more labelling moves none between the files.
 */
export class LabelJudge {
  /** By a hash of the text: its category, or null where people disagree. */
  readonly #seen = new Map<string, LabelCategory | null>();
  readonly #used = new Set<string>();

  /** @throws RangeError beyond two million different texts */
  see({ text, category }: Pick<LabelledMessage, 'text' | 'category'>): void {
    const key = keyOf(text);
    const known = this.#seen.get(key);
    if (known === undefined && this.#seen.size >= TEXTS_MAX) {
      throw new RangeError(`more than ${TEXTS_MAX} different texts cannot be judged at once`);
    }
    this.#seen.set(key, known === undefined || known === category ? category : null);
  }

  verdict({ text }: Pick<LabelledMessage, 'text'>): Verdict {
    // The bot itself asks no model about these.
    if (promptText(text) === '' || isInstructionShaped(text)) return 'unusable';
    const key = keyOf(text);
    if (this.#seen.get(key) === null) return 'contradictory';
    if (this.#used.has(key)) return 'repeated';
    this.#used.add(key);
    return Number.parseInt(key.slice(0, 8), 16) % VALIDATION_EVERY === 0 ? 'validation' : 'training';
  }
}

function keyOf(text: string): string {
  return createHash('sha256').update(promptText(text).toLowerCase()).digest('hex').slice(0, 32);
}

/** What was found, for people and for the checks. */
export class PrepareTally {
  readonly verdicts: Record<Verdict, number> = {
    training: 0,
    validation: 0,
    repeated: 0,
    contradictory: 0,
    unusable: 0,
  };
  /** Examples of both files by category. */
  readonly examples: Record<LabelCategory, number> = { pos: 0, neu: 0, neg: 0 };
  tokens = 0;

  /** The largest category over the smallest; null where one has none. */
  get imbalance(): number | null {
    const counts = LABEL_CATEGORIES.map((category) => this.examples[category]);
    const smallest = Math.min(...counts);
    return smallest === 0 ? null : Math.max(...counts) / smallest;
  }
}
