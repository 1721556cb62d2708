import { useRef, useState } from 'react';
import { useSession } from '../kit/session-context.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import type { OverlayEntry } from './overlay-api.ts';

export interface AddressBoxProps {
  readonly overlay: OverlayEntry;
  readonly onReset: () => void;
  readonly onRemove: () => void;
}

/** As long as any token, so that it tells nothing. */
const MASK = '•'.repeat(16);

const QUESTIONS = {
  reset: {
    title: 'Give it another address?',
    confirm: 'Reset address',
    consequence: 'The present address shows nothing from that instant, wherever it is used.',
  },
  remove: {
    title: 'Delete this overlay?',
    confirm: 'Delete overlay',
    consequence: 'Its address shows nothing from that instant, and its settings are gone.',
  },
} as const;

/** The overlay's address: hidden until asked for, because whoever sees it on a stream could use it. */
export function AddressBox({ overlay, onReset, onRemove }: AddressBoxProps) {
  const { store } = useSession();
  const [isShown, setShown] = useState(false);
  const [question, setQuestion] = useState<keyof typeof QUESTIONS | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const address = new URL(`overlay/${encodeURIComponent(overlay.token)}`, document.baseURI).href;

  async function copy(): Promise<void> {
    // Browsers lend the clipboard only to pages of this machine or over https.
    const done = await (navigator.clipboard as Clipboard | undefined)?.writeText(address).then(
      () => true,
      () => false,
    );
    if (done !== true) {
      setShown(true);
      field.current?.select();
    }
    const text =
      done === true ? 'Copied. It is a secret: show it to nobody.' : 'Press Ctrl+C: this browser copies only by hand.';
    store.dispatch({ type: 'noticed', notice: { tone: 'good', text } });
  }
  return (
    <Panel title="Address for OBS" name="address">
      <div className="address-row">
        <input
          ref={field}
          aria-label="Address of the overlay"
          readOnly
          value={isShown ? address : address.replace(overlay.token, MASK)}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? 'Hide' : 'Show'}
        </button>
        <button type="button" className="primary" onClick={() => void copy()}>
          Copy
        </button>
      </div>
      <ol className="steps small">
        <li>In OBS: Sources, +, Browser. Paste the address.</li>
        <li>
          Width <strong>1920</strong>, height <strong>1080</strong>, or the size of your canvas. It is transparent; put
          it on top.
        </li>
        <li>
          Tick <strong>Refresh browser when scene becomes active</strong>.
        </li>
      </ol>
      <div className="address-row">
        <button type="button" onClick={() => setQuestion('reset')}>
          Reset address
        </button>
        <button type="button" className="quiet" onClick={() => setQuestion('remove')}>
          Delete overlay
        </button>
      </div>
      {question !== null && (
        <Dialog
          title={QUESTIONS[question].title}
          confirm={QUESTIONS[question].confirm}
          onClose={() => setQuestion(null)}
          onConfirm={() => {
            setQuestion(null);
            setShown(false);
            if (question === 'reset') onReset();
            else onRemove();
          }}
        >
          <p className="muted">{QUESTIONS[question].consequence}</p>
        </Dialog>
      )}
    </Panel>
  );
}
