import { idOf } from './irc-lines.ts';

/** Whose token a request carries; the login is null for an app token. */
interface ClipToken {
  readonly login: string | null;
  readonly scopes: readonly string[];
}

export interface FakeClip {
  readonly id: string;
  readonly broadcasterId: string;
  readonly creator: string;
  readonly title: string;
  readonly duration: number;
  /** Null for a clip of the running stream. */
  readonly vod: { readonly id: string; readonly endSeconds: number } | null;
  /** Get Clips lists it from then on. */
  published: boolean;
}

/** How the next request for a clip ends; what is not said succeeds. */
export type ClipFault = { readonly status: number; readonly message?: string } | 'hang-up' | 'hang';

export interface ClipAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface ClipRequest {
  readonly query: URLSearchParams;
  readonly token: ClipToken;
}

/** The rules of Create Clip, Create Clip From VOD and Get Clips. */
export class FakeClips {
  readonly made: FakeClip[] = [];
  readonly faults: ClipFault[] = [];
  /** Broadcasters' logins whose channel `editor` may edit, as `editor>broadcaster`. */
  readonly editors = new Set<string>();
  /** A clip that was made is listed at once; otherwise when a test publishes it. */
  publishes = true;

  /** Everything made so far is listed from now on. */
  publish(): void {
    for (const clip of this.made) clip.published = true;
  }

  create({ query, token }: ClipRequest, liveIds: ReadonlySet<string>): ClipAnswer {
    if (token.login === null || !token.scopes.includes('clips:edit')) return refused(401, 'Missing scope: clips:edit');
    const broadcasterId = query.get('broadcaster_id') ?? '';
    if (!liveIds.has(broadcasterId)) return refused(404, 'Clipping is not possible for an offline channel.');
    return this.#make(query, token.login, null, broadcasterId);
  }

  createFromVod({ query, token }: ClipRequest, videos: readonly { readonly id: string }[]): ClipAnswer {
    const { login, scopes } = token;
    if (login === null || !scopes.some((scope) => /^(editor|channel):manage:clips$/.test(scope)))
      return refused(401, 'Missing scope: editor:manage:clips or channel:manage:clips');
    const broadcasterId = query.get('broadcaster_id') ?? '';
    if (query.get('editor_id') !== idOf(login)) return refused(401, 'editor_id must match the user of the token');
    const owns = broadcasterId === idOf(login);
    const edits = [...this.editors].some((pair) => {
      const [editor = '', broadcaster = ''] = pair.split('>');
      return editor === login && idOf(broadcaster) === broadcasterId;
    });
    if (!owns && !edits) return refused(403, 'The user is not authorized to create clips for this channel.');
    const vodId = query.get('vod_id') ?? '';
    if (!videos.some((video) => video.id === vodId)) return refused(404, 'VOD not found');
    const endSeconds = Number(query.get('vod_offset'));
    if (endSeconds < Number(query.get('duration') ?? 30)) return refused(400, 'vod_offset is before duration');
    return this.#make(query, login, { id: vodId, endSeconds }, broadcasterId);
  }

  list(query: URLSearchParams): ClipAnswer {
    const ids = query.getAll('id');
    const found = this.made.filter((clip) => clip.published && ids.includes(clip.id));
    return { status: 200, body: { data: found.map(wireClip), pagination: {} } };
  }

  #make(query: URLSearchParams, creator: string, vod: FakeClip['vod'], broadcasterId: string): ClipAnswer {
    const duration = Number(query.get('duration') ?? 30);
    if (!(duration >= 5 && duration <= 60)) return refused(400, 'duration must be between 5 and 60');
    const id = `Clip-${this.made.length + 1}`;
    const title = query.get('title') ?? '';
    this.made.push({ id, broadcasterId, creator, title, duration, vod, published: this.publishes });
    return { status: 202, body: { data: [{ id, edit_url: `https://clips.twitch.tv/${id}/edit` }] } };
  }
}

export function refused(status: number, message: string): ClipAnswer {
  return { status, body: { error: String(status), status, message } };
}

function wireClip(clip: FakeClip): unknown {
  return {
    id: clip.id,
    url: `https://clips.twitch.tv/${clip.id}`,
    embed_url: `https://clips.twitch.tv/embed?clip=${clip.id}`,
    broadcaster_id: clip.broadcasterId,
    broadcaster_name: '',
    creator_id: idOf(clip.creator),
    creator_name: clip.creator,
    video_id: clip.vod?.id ?? '',
    game_id: '1',
    language: 'en',
    title: clip.title,
    view_count: 0,
    created_at: '2025-06-15T15:00:00Z',
    thumbnail_url: '',
    duration: clip.duration,
    vod_offset: null,
    is_featured: false,
  };
}
