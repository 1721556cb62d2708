import { count } from '../../../lib/format.ts';

export interface EmoteSelectProps {
  readonly emotes: readonly (readonly [name: string, uses: number])[];
  /** '' for none. */
  readonly chosen: string;
  readonly onChange: (name: string) => void;
}

/** Chooses one of the emotes that were used. */
export function EmoteSelect({ emotes, chosen, onChange }: EmoteSelectProps) {
  const isListed = chosen === '' || emotes.some(([name]) => name === chosen);
  return (
    <label>
      Emote
      <select value={chosen} onChange={(event) => onChange(event.target.value)}>
        <option value="">all messages</option>
        {!isListed && <option value={chosen}>{chosen}</option>}
        {emotes.map(([name, uses]) => (
          <option key={name} value={name}>
            {name} ({count(uses)})
          </option>
        ))}
      </select>
    </label>
  );
}
