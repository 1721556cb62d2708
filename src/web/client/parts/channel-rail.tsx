import { useState } from 'react';
import { useApp } from '../kit/session-context.tsx';
import { useChannelChange } from '../kit/use-channel-change.ts';
import { AddChannel } from './add-channel.tsx';
import { ChannelRow } from './channel-row.tsx';
import { Dialog } from './dialog.tsx';
import { TokenDialog } from './token-dialog.tsx';

/** The watched channels: which one is on the screen, how each is doing, and adding or removing them. */
export function ChannelRail() {
  const channels = useApp((state) => state.channels);
  const problem = useApp((state) => state.channelsProblem);
  const watched = useApp((state) => state.watched.channel);
  const changer = useChannelChange();
  const [leaving, setLeaving] = useState<string | null>(null);
  return (
    <nav className="rail panel" aria-label="Channels">
      {problem !== null && channels === null && <p className="problem small">{problem}</p>}
      {channels?.length === 0 && <p className="muted small">No channel is watched yet. Add one below.</p>}
      <ul>
        {channels?.map((entry) => (
          <ChannelRow key={entry.name} entry={entry} isShown={entry.name === watched} onRemove={setLeaving} />
        ))}
      </ul>
      <AddChannel changer={changer} />
      {leaving !== null && (
        <Dialog
          title={`Stop watching ${leaving}?`}
          confirm="Stop watching"
          onClose={() => setLeaving(null)}
          onConfirm={() => {
            setLeaving(null);
            void changer.apply({ kind: 'remove', name: leaving });
          }}
        >
          <p className="muted">Its stored moments stay. You can add it again at any time.</p>
        </Dialog>
      )}
      {changer.needsToken !== null && (
        <TokenDialog
          problem={changer.needsToken.problem}
          onToken={(token) => void changer.applyWith(token)}
          onClose={changer.giveUp}
        />
      )}
    </nav>
  );
}
