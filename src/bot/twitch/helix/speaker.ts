import type { ApiClient } from '@twurple/api';
import type { ChannelName } from '../../../domain/chat-event.ts';
import type { ChatSpeaker, SayOutcome } from '../../../domain/ports/chat.ts';
import type { Observer } from '../../../domain/ports/observer.ts';
import { helix, statusOf } from './helix-call.ts';
import type { User } from './user-session.ts';

const messageCharsMax = 500;
const refusedRoomsMax = 1_000;

interface SendAnswer {
  readonly data?: readonly { readonly is_sent?: boolean; readonly drop_reason?: { readonly code?: string } | null }[];
}

/**
 * Says lines in Twitch chat with Send Chat Message. With an app token (the user granted `user:bot`) a line stays in its
 * own room of a shared chat; where Twitch does not allow that, the user's own token says it.
 */
export class HelixSpeaker implements ChatSpeaker {
  readonly #user: User;
  readonly #app: ApiClient | null;
  readonly #observer: Observer;
  /** Rooms that have not allowed the app to speak. */
  readonly #userOnly = new Set<string>();

  constructor(user: User, app: ApiClient | null, observer: Observer) {
    this.#user = user;
    this.#app = user.scopes.includes('user:bot') ? app : null;
    this.#observer = observer;
  }

  get userId(): string {
    return this.#user.id;
  }

  async say(_channel: ChannelName, roomId: string, text: string, replyToMessageId: string | null): Promise<SayOutcome> {
    const message = text.replace(/[\r\n]+/g, ' ').trim();
    if (roomId === '') return { kind: 'refused', reason: 'unknown-room' };
    if (message === '' || Array.from(message).length > messageCharsMax)
      return { kind: 'refused', reason: 'text-length' };
    // The library puts the two ids into the query; Twitch wants them in the body.
    const body = {
      broadcaster_id: roomId,
      sender_id: this.#user.id,
      message,
      ...(replyToMessageId === null ? {} : { reply_parent_message_id: replyToMessageId }),
    };
    try {
      return outcomeOf(await this.#send(roomId, body));
    } catch (error) {
      const status = statusOf(error);
      if (status === null) this.#observer.stageFailed('twitch-say', error);
      return { kind: 'refused', reason: status === null ? 'no-answer' : `http-${status}` };
    }
  }

  async #send(roomId: string, body: Readonly<Record<string, string>>): Promise<SendAnswer> {
    if (this.#app !== null && !this.#userOnly.has(roomId)) {
      const app = this.#app;
      try {
        return await helix('Send Chat Message', () =>
          app.callApi({
            type: 'helix',
            url: 'chat/messages',
            method: 'POST',
            forceType: 'app',
            jsonBody: { ...body, for_source_only: true },
          }),
        );
      } catch (error) {
        const status = statusOf(error);
        if (status !== 401 && status !== 403) throw error;
        if (this.#userOnly.size >= refusedRoomsMax) this.#userOnly.clear();
        this.#userOnly.add(roomId);
      }
    }
    return helix('Send Chat Message', () =>
      this.#user.api.callApi({
        type: 'helix',
        url: 'chat/messages',
        method: 'POST',
        userId: this.#user.id,
        scopes: ['user:write:chat'],
        jsonBody: body,
      }),
    );
  }
}

/** A refusal comes with status 200. Drop codes are Twitch's own short names. */
function outcomeOf(answer: SendAnswer): SayOutcome {
  const [sent] = answer.data ?? [];
  if (sent?.is_sent === true) return { kind: 'said' };
  const code = sent?.drop_reason?.code ?? 'not-sent';
  return { kind: 'refused', reason: /^[\w-]{1,40}$/.test(code) ? code : 'not-sent' };
}
