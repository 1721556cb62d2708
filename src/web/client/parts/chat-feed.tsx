import { useLayoutEffect, useRef, useState } from 'react';
import { useApp } from '../kit/session-context.tsx';
import { useLook } from '../kit/look-context.ts';
import { ChatRow } from './chat-row.tsx';
import { Glyph } from './glyph.tsx';
import { Panel } from './panel.tsx';

const NEAR_END_PX = 60;

/** The last lines of the channel's chat. It follows the newest unless somebody reads further up. */
export function ChatFeed() {
  const feed = useApp((state) => state.watched.feed);
  const emotes = useApp((state) => state.watched.emotes);
  const { theme } = useLook();
  const list = useRef<HTMLOListElement>(null);
  const [readsSince, setReadsSince] = useState<number | null>(null);
  const follows = readsSince === null;

  useLayoutEffect(() => {
    if (follows && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [feed, follows]);

  const onScroll = (): void => {
    if (!list.current) return;
    const { scrollHeight, scrollTop, clientHeight } = list.current;
    const isNearEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    setReadsSince((before) => (isNearEnd ? null : (before ?? feed.seen)));
  };
  const missed = readsSince === null ? 0 : feed.seen - readsSince;
  return (
    <Panel title="Chat" name="chat" aside={<span className="small muted">the last {feed.rows.length} lines</span>}>
      {feed.rows.length === 0 && <p className="empty">Nothing said since this page was opened.</p>}
      {/* A log that would be read aloud without end; whoever wants to read it can walk through it. */}
      <ol
        ref={list}
        className="feed"
        role="log"
        aria-live="off"
        aria-label="Chat messages"
        tabIndex={0}
        onScroll={onScroll}
      >
        {feed.rows.map((row) => (
          <ChatRow key={row.key} row={row} emotes={emotes} theme={theme} />
        ))}
      </ol>
      {!follows && (
        <button type="button" className="primary to-newest" onClick={() => setReadsSince(null)}>
          <Glyph name="down" />
          {missed === 0 ? 'Newest' : `${missed} newer`}
        </button>
      )}
    </Panel>
  );
}
