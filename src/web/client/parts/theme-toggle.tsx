import { THEME_CHOICES, type ThemeControl } from '../kit/use-theme.ts';
import { Glyph } from './glyph.tsx';

const WORDS = { auto: 'as the system', dark: 'dark', light: 'light' } as const;

/** Steps through the system's colours, dark and light. */
export function ThemeToggle({ choice, choose }: ThemeControl) {
  const next = THEME_CHOICES[(THEME_CHOICES.indexOf(choice) + 1) % THEME_CHOICES.length] ?? 'auto';
  const label = `Colours: ${WORDS[choice]}. Change to ${WORDS[next]}`;
  return (
    <button type="button" className="quiet icon" aria-label={label} title={label} onClick={() => choose(next)}>
      <Glyph name={choice} />
    </button>
  );
}
