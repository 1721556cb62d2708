import { useState } from 'react';
import { Dialog } from './dialog.tsx';

export interface TokenDialogProps {
  /** What the bot said to the token it was given; null where there was none. */
  readonly problem: string | null;
  readonly onToken: (token: string) => void;
  readonly onClose: () => void;
}

/** Asks for the token without which the bot takes no change from a page. */
export function TokenDialog({ problem, onToken, onClose }: TokenDialogProps) {
  const [token, setToken] = useState('');
  const given = token.trim();
  return (
    <Dialog
      title="This needs the bot's token"
      confirm="Use it"
      onClose={onClose}
      onConfirm={() => given && onToken(given)}
    >
      <p className="muted">
        Changing channels is for whoever runs the bot. Open the address that the bot printed when it started, or paste
        its WEB_TOKEN here. It is kept until this tab is closed.
      </p>
      {problem !== null && <p className="problem">{problem}</p>}
      <label>
        <span className="hidden-text">Token</span>
        <input
          type="password"
          autoComplete="off"
          spellCheck={false}
          placeholder="Token"
          value={token}
          maxLength={500}
          onChange={(event) => setToken(event.target.value)}
        />
      </label>
    </Dialog>
  );
}
