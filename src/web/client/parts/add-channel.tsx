import { useId, useState, type FormEvent } from 'react';
import { parseChannelName } from '../../../lib/channel-name.ts';
import type { ChannelChanger } from '../kit/use-channel-change.ts';
import { Glyph } from './glyph.tsx';

/** Takes a name, `#name` or an address of twitch.tv. */
export function AddChannel({ changer }: { readonly changer: ChannelChanger }) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const name = parseChannelName(typed);
    if (name === null) {
      setProblem('A Twitch name has up to 25 letters, digits and _.');
      return;
    }
    setProblem(null);
    if (await changer.apply({ kind: 'add', name })) setTyped('');
  }
  return (
    <form className="add-channel" onSubmit={(event) => void submit(event)}>
      <input
        aria-label="Twitch channel to watch"
        aria-describedby={problem === null ? undefined : id}
        aria-invalid={problem !== null}
        placeholder="Add a channel"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" className="icon" aria-label="Watch it" disabled={changer.isBusy || typed.trim() === ''}>
        <Glyph name="plus" />
      </button>
      {problem !== null && (
        <p id={id} role="alert" className="small">
          {problem}
        </p>
      )}
    </form>
  );
}
