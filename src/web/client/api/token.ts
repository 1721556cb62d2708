const KEY = 'hypewire-token';

/** Where the right to change things is kept: for this tab only, never in an address or a log. */
export interface TokenKeeper {
  get(): string | null;
  set(token: string | null): void;
}

/** @param storage the tab's session storage, or null where the browser forbids it: then it lasts until the next load */
export function createTokenKeeper(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null): TokenKeeper {
  let token = storage?.getItem(KEY) ?? null;
  return {
    get: () => token,
    set(next) {
      token = next;
      if (next === null) storage?.removeItem(KEY);
      else storage?.setItem(KEY, next);
    },
  };
}

/** The token in `#token=…`, or null. The bot prints such an address at its start. */
export function tokenInHash(hash: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#\/?/, '')).get('token');
  return token === null || token === '' ? null : token.slice(0, 500);
}
