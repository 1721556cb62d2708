import { useId, useState, type FormEvent } from 'react';
import { parseChannelName } from '../../../lib/channel-name.ts';
import { useApp } from '../kit/session-context.tsx';
import { TokenDialog } from '../parts/token-dialog.tsx';
import type { OverlayEntry } from './overlay-api.ts';
import { OverlayEditor } from './overlay-editor.tsx';
import { useOverlays, type OverlayDesk } from './use-overlays.ts';

/** Makes overlays for OBS and changes how they look. */
export function OverlayView() {
  const desk = useOverlays();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(true);
  const { state } = desk;
  const overlays = state.kind === 'ready' ? state.overlays : [];
  const chosen = overlays.find(({ id }) => id === chosenId) ?? overlays[0] ?? null;
  return (
    <div className="page overlay-page">
      <h1>Overlay for OBS</h1>
      {state.kind === 'loading' && <p className="empty">Asking the bot …</p>}
      {state.kind === 'failed' && (
        <p className="problem">
          {state.problem}{' '}
          <button type="button" onClick={desk.again}>
            Try again
          </button>
        </p>
      )}
      {state.kind === 'locked' && (
        <p className="empty">
          Overlays have secret addresses, so they are shown only to whoever runs the bot.{' '}
          <button type="button" onClick={() => setAsking(true)}>
            Enter the token
          </button>
        </p>
      )}
      {state.kind === 'locked' && isAsking && (
        <TokenDialog problem={state.problem} onToken={desk.unlock} onClose={() => setAsking(false)} />
      )}
      {state.kind === 'ready' && (
        <>
          <div className="filters">
            {chosen !== null && <Chooser overlays={overlays} chosen={chosen} onChoose={setChosenId} desk={desk} />}
            <NewOverlay desk={desk} onMade={({ id }) => setChosenId(id)} />
          </div>
          {chosen === null ? (
            <p className="empty">There is no overlay yet. Choose a channel above and make one.</p>
          ) : (
            <OverlayEditor key={chosen.id} overlay={chosen} desk={desk} />
          )}
        </>
      )}
    </div>
  );
}

interface ChooserProps {
  readonly overlays: readonly OverlayEntry[];
  readonly chosen: OverlayEntry;
  readonly onChoose: (id: string) => void;
  readonly desk: OverlayDesk;
}

function Chooser({ overlays, chosen, onChoose, desk }: ChooserProps) {
  const watched = useApp((state) => state.channels);
  const names = [...new Set([chosen.channel, ...(watched ?? []).map(({ name }) => name)])];
  return (
    <>
      <label>
        Overlay
        <select value={chosen.id} onChange={(event) => onChoose(event.target.value)}>
          {overlays.map(({ id, channel }, index) => (
            <option key={id} value={id}>
              {index + 1}. {channel}
            </option>
          ))}
        </select>
      </label>
      <label>
        Shows the channel
        <select
          value={chosen.channel}
          disabled={desk.isBusy}
          onChange={(event) => void desk.show(chosen.id, event.target.value)}
        >
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
    </>
  );
}

function NewOverlay({
  desk,
  onMade,
}: {
  readonly desk: OverlayDesk;
  readonly onMade: (overlay: OverlayEntry) => void;
}) {
  const channels = useApp((state) => state.channels);
  const here = useApp((state) => state.route.channel ?? state.watched.channel);
  const listId = useId();
  const [typed, setTyped] = useState('');
  const name = parseChannelName(typed === '' ? (here ?? '') : typed);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (name === null) return;
    const made = await desk.create(name);
    if (made === null) return;
    setTyped('');
    onMade(made);
  }
  return (
    <form className="new-overlay end" onSubmit={(event) => void submit(event)}>
      <label>
        New overlay for
        <input
          list={listId}
          placeholder={here ?? 'channel'}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <datalist id={listId}>
        {channels?.map((channel) => (
          <option key={channel.name} value={channel.name} />
        ))}
      </datalist>
      <button type="submit" disabled={name === null || desk.isBusy}>
        Make it
      </button>
    </form>
  );
}
