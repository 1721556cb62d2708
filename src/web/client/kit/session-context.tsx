import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Session } from '../session.ts';
import type { AppState } from '../state/app-state.ts';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('a part of the page stands outside of its session');
  return session;
}

/** A part of the state; the component is drawn again when it changes. `select` returns what the state holds, no copies. */
export function useApp<T>(select: (state: AppState) => T): T {
  const { store } = useSession();
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
