/** Expected outcomes are values with a bounded reason; a throw inside the pipeline is a bug. */
export type Outcome<T, Reason extends string> =
  { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'drop'; readonly reason: Reason };
