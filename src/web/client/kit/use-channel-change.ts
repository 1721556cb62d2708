import { useState } from 'react';
import type { Answer } from '../api/http.ts';
import { routeHash } from '../state/route.ts';
import { useSession } from './session-context.tsx';

export type ChannelChange = { readonly kind: 'add' | 'remove'; readonly name: string };

export interface ChannelChanger {
  readonly isBusy: boolean;
  /** A change the bot wants a token for, and what it said to the last one. */
  readonly needsToken: { readonly change: ChannelChange; readonly problem: string | null } | null;
  /** True when the bot did it. */
  readonly apply: (change: ChannelChange) => Promise<boolean>;
  /** Tries again with a token. */
  readonly applyWith: (token: string) => Promise<boolean>;
  readonly giveUp: () => void;
}

/** Adds and removes channels, asking for a token when the bot wants one. */
export function useChannelChange(): ChannelChanger {
  const { api, token, store, reloadChannels } = useSession();
  const [isBusy, setBusy] = useState(false);
  const [needsToken, setNeedsToken] = useState<ChannelChanger['needsToken']>(null);

  async function apply(change: ChannelChange): Promise<boolean> {
    const hadToken = token.get() !== null;
    setBusy(true);
    const answer = change.kind === 'add' ? await api.addChannel(change.name) : await api.removeChannel(change.name);
    setBusy(false);
    if (answer.kind === 'failed') refused(change, answer, hadToken);
    else await done(change);
    return answer.kind === 'ok';
  }
  function refused(change: ChannelChange, answer: Extract<Answer<null>, { kind: 'failed' }>, hadToken: boolean): void {
    if (answer.unauthorized) setNeedsToken({ change, problem: hadToken ? answer.problem : null });
    else store.dispatch({ type: 'noticed', notice: { tone: 'bad', text: answer.problem } });
  }
  async function done({ kind, name }: ChannelChange): Promise<void> {
    setNeedsToken(null);
    await reloadChannels();
    location.hash = routeHash({ view: 'live', channel: kind === 'add' ? name : null });
    const text =
      kind === 'add'
        ? `${name} is being watched. Its usual pace is known after some minutes.`
        : `${name} is no longer watched.`;
    store.dispatch({ type: 'noticed', notice: { tone: 'good', text } });
  }
  return {
    isBusy,
    needsToken,
    apply,
    async applyWith(secret) {
      token.set(secret);
      return needsToken === null ? false : apply(needsToken.change);
    },
    giveUp: () => setNeedsToken(null),
  };
}
