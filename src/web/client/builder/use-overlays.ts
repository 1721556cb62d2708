import { useCallback, useEffect, useState } from 'react';
import type { OverlaySettings } from '../../../domain/overlay.ts';
import type { Answer } from '../api/http.ts';
import { useSession } from '../kit/session-context.tsx';
import type { OverlayEntry } from './overlay-api.ts';

export type OverlaysState =
  | { readonly kind: 'loading' }
  /** The bot wants its token. `problem`: what it said to the one it was given. */
  | { readonly kind: 'locked'; readonly problem: string | null }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'ready'; readonly overlays: readonly OverlayEntry[] };

/** The overlays of the bot, and changes to them. Each resolves to null when the bot refused, which the page then tells. */
export interface OverlayDesk {
  readonly state: OverlaysState;
  readonly isBusy: boolean;
  readonly unlock: (token: string) => void;
  readonly again: () => void;
  readonly create: (channel: string) => Promise<OverlayEntry | null>;
  readonly save: (id: string, settings: OverlaySettings) => Promise<OverlayEntry | null>;
  readonly show: (id: string, channel: string) => Promise<OverlayEntry | null>;
  readonly reset: (id: string) => Promise<OverlayEntry | null>;
  readonly remove: (id: string) => Promise<boolean>;
}

export function useOverlays(): OverlayDesk {
  const { api, token, store } = useSession();
  const [state, setState] = useState<OverlaysState>({ kind: 'loading' });
  const [isBusy, setBusy] = useState(false);

  const load = useCallback(async (): Promise<void> => {
    const hadToken = token.get() !== null;
    const answer = await api.overlays.list();
    if (answer.kind === 'ok') setState({ kind: 'ready', overlays: answer.value.overlays });
    else if (answer.unauthorized) setState({ kind: 'locked', problem: hadToken ? answer.problem : null });
    else setState({ kind: 'failed', problem: answer.problem });
  }, [api, token]);
  useEffect(() => void load(), [load]);

  async function change<T>(ask: Promise<Answer<T>>, said: string): Promise<Answer<T>> {
    setBusy(true);
    const answer = await ask;
    setBusy(false);
    if (answer.kind === 'failed' && answer.unauthorized) setState({ kind: 'locked', problem: answer.problem });
    const notice =
      answer.kind === 'ok' ? ({ tone: 'good', text: said } as const) : ({ tone: 'bad', text: answer.problem } as const);
    store.dispatch({ type: 'noticed', notice });
    return answer;
  }
  const put = async (ask: Promise<Answer<OverlayEntry>>, said: string): Promise<OverlayEntry | null> => {
    const answer = await change(ask, said);
    if (answer.kind === 'failed') return null;
    setState((before) =>
      before.kind === 'ready' ? { kind: 'ready', overlays: withOne(before.overlays, answer.value) } : before,
    );
    return answer.value;
  };
  return {
    state,
    isBusy,
    unlock(secret) {
      token.set(secret);
      void load();
    },
    again: () => void load(),
    create: (channel) => put(api.overlays.create(channel), 'The overlay is made. Copy its address into OBS.'),
    save: (id, settings) => put(api.overlays.edit(id, { settings }), 'Saved. OBS follows at once.'),
    show: (id, channel) => put(api.overlays.edit(id, { channel }), `The overlay shows ${channel} now.`),
    reset: (id) => put(api.overlays.reset(id), 'The former address shows nothing any more. Give OBS the new one.'),
    async remove(id) {
      const answer = await change(api.overlays.remove(id), 'The overlay is deleted.');
      if (answer.kind === 'failed') return false;
      setState((before) =>
        before.kind === 'ready' ? { kind: 'ready', overlays: before.overlays.filter((one) => one.id !== id) } : before,
      );
      return true;
    },
  };
}

function withOne(overlays: readonly OverlayEntry[], changed: OverlayEntry): readonly OverlayEntry[] {
  const isKnown = overlays.some(({ id }) => id === changed.id);
  return isKnown ? overlays.map((one) => (one.id === changed.id ? changed : one)) : [...overlays, changed];
}
