import type { ThreadWish } from '../../../domain/ports/delivery.ts';
import type { ApiFailure } from '../rest/api-failure.ts';
import type { Placed } from './send-card.ts';
import type { StreamThreads } from './stream-threads.ts';
import type { DiscordTarget } from './target-route.ts';

export interface Sent {
  readonly sent: Placed | ApiFailure;
  /** Why the card stands in the channel and not in its thread, for `/track log`; null otherwise. */
  readonly note: string | null;
}

/** Sends to the thread of the stream. A thread that was deleted is opened again; where none can be had, the channel has to do. */
export async function sendToThread(
  threads: StreamThreads,
  target: DiscordTarget,
  wish: ThreadWish,
  send: (place: DiscordTarget) => Promise<Placed | ApiFailure>,
  signal: AbortSignal,
): Promise<Sent> {
  let failure: ApiFailure | null = null;
  for (let tries = 0; tries < 2; tries++) {
    const opened = await threads.open(target, wish, signal);
    if ('reason' in opened) {
      if (mayPass(opened)) return { sent: opened, note: null };
      failure = opened;
      break;
    }
    const sent = await send(opened);
    if ('channelId' in sent || mayPass(sent)) return { sent, note: null };
    failure = sent;
    if (sent.kind !== 'gone') break;
    await threads.forget(wish.key);
  }
  return { sent: await send(target), note: explainNoThread(failure?.reason ?? 'other', target.id) };
}

/** Worth another try later, so the card must not go elsewhere meanwhile. */
function mayPass({ kind, uncertain }: ApiFailure): boolean {
  return kind === 'temporary' || kind === 'unauthorized' || uncertain;
}

function explainNoThread(reason: string, targetId: string): string {
  const place = `<#${targetId}>`;
  switch (reason) {
    case 'missing-access':
    case 'missing-permission':
    case 'forbidden':
      return `It stands in ${place} itself, because I may not use threads there: give my role **Create Public Threads** and **Send Messages in Threads**.`;
    case 'thread-locked':
      return `It stands in ${place} itself, because the thread of this stream is locked.`;
    case 'too-many-threads':
      return `It stands in ${place} itself, because the server has as many active threads as Discord allows.`;
    default:
      return `It stands in ${place} itself, because Discord refused a thread there (${reason}).`;
  }
}
