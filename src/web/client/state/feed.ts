import type { ChatFrame, TwitchEventFrame } from '../read/chat.ts';

/** Rows beyond this leave at the top. */
export const FEED_ROWS_MAX = 200;

/** `retracted` rows keep their place and nothing of what was written. */
export type FeedRow =
  | { readonly kind: 'message'; readonly key: number; readonly frame: ChatFrame }
  | { readonly kind: 'event'; readonly key: number; readonly frame: TwitchEventFrame; readonly text: string }
  | { readonly kind: 'retracted'; readonly key: number };

/** The chat of the channel on the screen. */
export interface Feed {
  readonly rows: readonly FeedRow[];
  /** Rows that ever came, also those that left: the next row's key. */
  readonly seen: number;
}

export const EMPTY_FEED: Feed = { rows: [], seen: 0 };

export function withMessage(feed: Feed, frame: ChatFrame): Feed {
  // The bot sends again what a reconnected page may have missed.
  const known = feed.rows.some((row) => row.kind === 'message' && row.frame.message_id === frame.message_id);
  return known ? feed : withRow(feed, { kind: 'message', key: feed.seen, frame });
}

export function withEvent(feed: Feed, frame: TwitchEventFrame): Feed {
  const { data } = frame;
  switch (frame.event_type) {
    case 'message_deleted':
      return without(feed, (row) => row.kind === 'message' && row.frame.message_id === data.get('target_msg_id'));
    case 'timeout':
    case 'ban':
      return without(feed, (row) => isBy(row, data.get('target_user'), data.get('target_user_id')));
    case 'user_forgotten':
      return without(feed, (row) => isBy(row, undefined, data.get('target_user_id')));
    case 'chat_cleared':
      return without(feed, () => true);
    default: {
      const text = data.get('system_msg') || data.get('message') || '';
      return text === '' ? feed : withRow(feed, { kind: 'event', key: feed.seen, frame, text });
    }
  }
}

function isBy(row: FeedRow, login = '', userId = ''): boolean {
  if (row.kind === 'retracted') return false;
  const [name, id] =
    row.kind === 'message'
      ? [row.frame.user.username, row.frame.user.user_id]
      : [row.frame.data.get('user'), row.frame.data.get('user_id')];
  return (userId !== '' && id === userId) || (login !== '' && name?.toLowerCase() === login.toLowerCase());
}

function withRow(feed: Feed, row: FeedRow): Feed {
  return { rows: [...feed.rows.slice(-(FEED_ROWS_MAX - 1)), row], seen: feed.seen + 1 };
}

function without(feed: Feed, isTaken: (row: FeedRow) => boolean): Feed {
  const rows = feed.rows.map((row): FeedRow => (isTaken(row) ? { kind: 'retracted', key: row.key } : row));
  return { ...feed, rows };
}
