import { useId } from 'react';
import {
  OVERLAY_HIDDEN_CHARS_MAX,
  OVERLAY_HIDDEN_MAX,
  OVERLAY_POSITIONS,
  OVERLAY_RANGES,
  OVERLAY_THEMES,
  OVERLAY_WIDGETS,
  type OverlayNumber,
  type OverlaySettings,
} from '../../../domain/overlay.ts';

export interface SettingsFormProps {
  readonly settings: OverlaySettings;
  readonly onChange: (settings: OverlaySettings) => void;
}

const WIDGETS = {
  mood: 'Mood: a light in the colour of what chat feels',
  headline: 'Headline: what chat is talking about',
  burst: 'Burst: light and a word when a hype moment begins',
  emotes: 'Emote wall: what chat uses, rising and fading',
} as const;
const THEMES = { bare: 'Bare: outlined text', dark: 'Dark panel', light: 'Light panel' } as const;
const POSITIONS = {
  'top-left': 'Top left',
  'top-right': 'Top right',
  'bottom-left': 'Bottom left',
  'bottom-right': 'Bottom right',
  top: 'Strip at the top',
  bottom: 'Strip at the bottom',
} as const;
const NUMBERS: Readonly<Record<OverlayNumber, readonly [name: string, unit: (value: number) => string]>> = {
  scale: ['Scale', (value) => `${value.toFixed(2)}×`],
  opacity: ['Opacity', (value) => `${Math.round(value * 100)} %`],
  font: ['Text size', (value) => `${value} px`],
  density: ['Emotes a second', String],
  limit: ['Emotes at once', String],
  fade: ['Emotes fade after', (value) => `${value} s`],
};
const DEFAULT_ACCENT = '#5ac8fa';

/** Every setting of an overlay. Nothing is stored here: each change goes to the preview. */
export function SettingsForm({ settings, onChange }: SettingsFormProps) {
  const set = (change: Partial<OverlaySettings>): void => onChange({ ...settings, ...change });
  return (
    <div className="settings">
      <fieldset>
        <legend>Shows</legend>
        {OVERLAY_WIDGETS.map((widget) => (
          <label key={widget} className="check">
            <input
              type="checkbox"
              checked={settings.widgets[widget]}
              onChange={(event) => set({ widgets: { ...settings.widgets, [widget]: event.target.checked } })}
            />
            {WIDGETS[widget]}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Looks</legend>
        <Choice
          name="Place"
          words={POSITIONS}
          known={OVERLAY_POSITIONS}
          chosen={settings.position}
          onChoose={(position) => set({ position })}
        />
        <Choice
          name="Theme"
          words={THEMES}
          known={OVERLAY_THEMES}
          chosen={settings.theme}
          onChoose={(theme) => set({ theme })}
        />
        <Accent accent={settings.accent} onChange={(accent) => set({ accent })} />
        <Numbers names={['scale', 'opacity', 'font']} settings={settings} set={set} />
        <label className="check">
          <input
            type="checkbox"
            checked={settings.motion === 'reduced'}
            onChange={(event) => set({ motion: event.target.checked ? 'reduced' : 'full' })}
          />
          Less movement: nothing flies or flashes
        </label>
      </fieldset>
      <fieldset>
        <legend>Emote wall</legend>
        <Numbers names={['density', 'limit', 'fade']} settings={settings} set={set} />
      </fieldset>
      <fieldset>
        <legend>Never shown</legend>
        <Hidden hidden={settings.hidden} onChange={(hidden) => set({ hidden })} />
      </fieldset>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly known: readonly T[];
  readonly words: Readonly<Record<T, string>>;
  readonly chosen: T;
  readonly onChoose: (choice: T) => void;
}

function Choice<T extends string>({ name, known, words, chosen, onChoose }: ChoiceProps<T>) {
  return (
    <label className="row">
      {name}
      <select
        value={chosen}
        onChange={(event) => onChoose(known.find((choice) => choice === event.target.value) ?? chosen)}
      >
        {known.map((choice) => (
          <option key={choice} value={choice}>
            {words[choice]}
          </option>
        ))}
      </select>
    </label>
  );
}

interface NumbersProps {
  readonly names: readonly OverlayNumber[];
  readonly settings: OverlaySettings;
  readonly set: (change: Partial<OverlaySettings>) => void;
}

function Numbers({ names, settings, set }: NumbersProps) {
  return names.map((name) => {
    const { min, max, step, help } = OVERLAY_RANGES[name];
    const [word, shown] = NUMBERS[name];
    return (
      <label key={name} className="row" title={help}>
        {word}
        <input
          type="range"
          min={min}
          max={max}
          step={step}
          value={settings[name]}
          aria-valuetext={shown(settings[name])}
          onChange={(event) => set({ [name]: Number(event.target.value) })}
        />
        <output>{shown(settings[name])}</output>
      </label>
    );
  });
}

function Accent({
  accent,
  onChange,
}: {
  readonly accent: string | null;
  readonly onChange: (accent: string | null) => void;
}) {
  return (
    <div className="row">
      <span>Accent</span>
      <label className="check">
        <input
          type="checkbox"
          checked={accent === null}
          onChange={(event) => onChange(event.target.checked ? null : DEFAULT_ACCENT)}
        />
        follows the mood
      </label>
      <input
        type="color"
        aria-label="Accent colour"
        disabled={accent === null}
        value={accent ?? DEFAULT_ACCENT}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function Hidden({
  hidden,
  onChange,
}: {
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="small muted">
        Emotes, and words that a headline may not contain. One a line.
      </label>
      <textarea
        id={id}
        rows={3}
        spellCheck={false}
        defaultValue={hidden.join('\n')}
        maxLength={OVERLAY_HIDDEN_MAX * (OVERLAY_HIDDEN_CHARS_MAX + 1)}
        onChange={(event) => onChange(wordsIn(event.target.value))}
      />
    </>
  );
}

function wordsIn(typed: string): readonly string[] {
  const words = typed.split('\n').map((line) => line.trim().slice(0, OVERLAY_HIDDEN_CHARS_MAX));
  return [...new Set(words)].filter((word) => word !== '').slice(0, OVERLAY_HIDDEN_MAX);
}
