import { ComponentType, type APIComponentInContainer, type APITextDisplayComponent } from 'discord.js';

/**
 * What one Components V2 message may hold. Discord documents 40 components and 4,000 characters; beyond about 10,000
 * UTF-8 bytes (each text counting 12 more) it answers 500 instead of a reason, so bytes have a bound of their own.
 */
export interface MessageBudget {
  readonly componentsMax: number;
  readonly charactersMax: number;
  readonly bytesMax: number;
}

export const MESSAGE_BUDGET: MessageBudget = { componentsMax: 40, charactersMax: 3_900, bytesMax: 8_900 };

export const SHORTENED_NOTE = '-# … shortened';
const TEXT_OVERHEAD_BYTES = 12;

/**
 * The children that fit, in order, within `budget`. Texts are cut and later ones left out, pictures and buttons stay
 * as long as there is room; a visible note says when something is missing. Never fails and never returns too much.
 */
export function fitChildren(
  children: readonly APIComponentInContainer[],
  budget: MessageBudget = MESSAGE_BUDGET,
): readonly APIComponentInContainer[] {
  const whole = new Ledger(budget);
  if (children.every((child) => whole.take(child))) return children;

  const ledger = new Ledger(budget);
  ledger.take(text(SHORTENED_NOTE));
  const kept = new Set<number>();
  const cut = new Map<number, APIComponentInContainer>();
  // What people act on or look at first: a long text must not push the buttons out.
  children.forEach((child, index) => {
    if (child.type !== ComponentType.TextDisplay && ledger.take(child)) kept.add(index);
  });
  children.forEach((child, index) => {
    if (child.type !== ComponentType.TextDisplay || cut.size > 0) return;
    if (ledger.take(child)) {
      kept.add(index);
      return;
    }
    const shorter = clipMarkdown(child.content, ledger.charactersLeft, ledger.bytesLeft - TEXT_OVERHEAD_BYTES);
    if (shorter !== '' && ledger.take(text(shorter))) cut.set(index, text(shorter));
  });
  const fitting = children.flatMap((child, index) => (kept.has(index) ? [child] : (cut.get(index) ?? [])));
  return [...fitting, text(SHORTENED_NOTE)];
}

class Ledger {
  #components: number;
  charactersLeft: number;
  bytesLeft: number;

  constructor(budget: MessageBudget) {
    this.#components = budget.componentsMax;
    this.charactersLeft = budget.charactersMax;
    this.bytesLeft = budget.bytesMax;
  }

  take(child: APIComponentInContainer): boolean {
    const components = componentCount(child);
    const texts = textsOf(child);
    const characters = texts.reduce((sum, content) => sum + content.length, 0);
    const bytes = texts.reduce((sum, content) => sum + Buffer.byteLength(content) + TEXT_OVERHEAD_BYTES, 0);
    if (components > this.#components || characters > this.charactersLeft || bytes > this.bytesLeft) return false;
    this.#components -= components;
    this.charactersLeft -= characters;
    this.bytesLeft -= bytes;
    return true;
  }
}

function componentCount(child: APIComponentInContainer): number {
  if (child.type === ComponentType.ActionRow) return 1 + child.components.length;
  if (child.type === ComponentType.Section) return 2 + child.components.length;
  return 1;
}

function textsOf(child: APIComponentInContainer): readonly string[] {
  if (child.type === ComponentType.TextDisplay) return [child.content];
  if (child.type === ComponentType.Section) return child.components.map((part) => part.content);
  return [];
}

/** At most so many characters and bytes, cut at a line end where one is near, never inside a character or an escape. */
export function clipMarkdown(markdown: string, charactersMax: number, bytesMax: number): string {
  if (markdown.length <= charactersMax && Buffer.byteLength(markdown) <= bytesMax) return markdown;
  // Room for the ellipsis and for closing a code block.
  const characters = charactersMax - 6;
  let bytes = bytesMax - 8;
  let end = 0;
  for (const character of markdown) {
    bytes -= Buffer.byteLength(character);
    if (end + character.length > characters || bytes < 0) break;
    end += character.length;
  }
  if (end <= 0) return '';
  const lineEnd = markdown.lastIndexOf('\n', end);
  const at = lineEnd > end / 2 ? lineEnd : end;
  const head = markdown.slice(0, at).replace(/\\$/, '').trimEnd();
  if (head === '') return '';
  const openFence = (head.match(/```/g)?.length ?? 0) % 2 === 1;
  return openFence ? `${head}\n\`\`\`…` : `${head}…`;
}

export function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}
