import { memo, useMemo } from 'react';
import type { EmotePicture } from '../read/answers.ts';
import type { ChatUser } from '../read/chat.ts';
import type { Theme } from '../kit/use-theme.ts';
import type { FeedRow } from '../state/feed.ts';
import { chatTokens } from '../text/chat-tokens.ts';
import { nameColor } from '../text/name-color.ts';
import { Emote } from './emote.tsx';

export interface ChatRowProps {
  readonly row: FeedRow;
  readonly emotes: ReadonlyMap<string, EmotePicture>;
  readonly theme: Theme;
}

/** One line of chat. Everything in it is a stranger's and shown as text. */
export const ChatRow = memo(function ChatRow({ row, emotes, theme }: ChatRowProps) {
  switch (row.kind) {
    case 'retracted':
      return <li className="chat-row muted small">message removed</li>;
    case 'event':
      return (
        <li className="chat-row event small">
          <strong>{row.frame.event_type.replaceAll('_', ' ')}</strong> <bdi>{row.text}</bdi>
        </li>
      );
    case 'message':
      return <MessageRow row={row} emotes={emotes} theme={theme} />;
  }
});

type MessageRowProps = ChatRowProps & { readonly row: Extract<FeedRow, { kind: 'message' }> };

function MessageRow({ row: { frame }, emotes, theme }: MessageRowProps) {
  const tokens = useMemo(() => chatTokens(frame.message, frame.emotes, emotes), [frame, emotes]);
  const { user } = frame;
  return (
    <li className={`chat-row ${frame.is_action ? 'action' : ''}`}>
      <Badges user={user} isFirst={frame.is_first_message} />
      <bdi className="author" style={{ color: nameColor(user.color, user.username, theme) }}>
        {user.display_name === '' ? user.username : user.display_name}
      </bdi>
      {frame.reply_to !== null && (
        <span className="muted small">
          {' '}
          to <bdi>{frame.reply_to.username}</bdi>
        </span>
      )}
      <span className="colon">: </span>
      <bdi>
        {tokens.map((token, index) =>
          token.kind === 'text' ? (
            token.text
          ) : (
            <Emote key={index} name={token.name} picture={token.picture} className={token.over ? 'over' : ''} />
          ),
        )}
      </bdi>
    </li>
  );
}

const BADGES: readonly (readonly [is: (user: ChatUser) => boolean, letter: string, word: string])[] = [
  [(user) => user.is_broadcaster, 'S', 'streamer'],
  [(user) => user.is_moderator, 'M', 'moderator'],
  [(user) => user.is_vip, 'V', 'VIP'],
  [(user) => user.is_subscriber, '★', 'subscriber'],
];

function Badges({ user, isFirst }: { readonly user: ChatUser; readonly isFirst: boolean }) {
  return (
    <>
      {BADGES.filter(([is]) => is(user)).map(([, letter, word]) => (
        <span key={word} className={`badge ${word.toLowerCase()}`} role="img" aria-label={word} title={word}>
          {letter}
        </span>
      ))}
      {isFirst && (
        <span className="badge first" title="first message in this channel">
          new
        </span>
      )}
    </>
  );
}
