import { useCallback, useEffect, useState } from 'react';
import type { Answer } from '../api/http.ts';

export type Load<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly problem: string };

/**
 * What `ask` answers; asked again whenever `key` changes and by the second result. An answer that was overtaken is
 * dropped. `key` names everything `ask` depends on.
 */
export function useLoad<T>(key: string, ask: () => Promise<Answer<T>>): readonly [Load<T>, () => void] {
  const [state, setState] = useState<{ readonly key: string; readonly load: Load<T> }>({ key, load: LOADING });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let overtaken = false;
    void ask().then((answer) => {
      if (overtaken) return;
      setState({
        key,
        load:
          answer.kind === 'ok' ? { kind: 'ready', value: answer.value } : { kind: 'failed', problem: answer.problem },
      });
    });
    return () => {
      overtaken = true;
    };
    // `key` stands for `ask`, which is a new function at every drawing.
  }, [key, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return [state.key === key ? state.load : LOADING, again];
}

const LOADING = { kind: 'loading' } as const;
