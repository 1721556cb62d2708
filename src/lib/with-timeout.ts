/** Thrown by {@link withTimeout}; `what` names the operation for logs. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * Runs `work` with a signal that aborts after `ms` or with `outer`. Work that ignores the signal is abandoned, not
 * awaited: some libraries leave their promises pending for ever.
 * @throws TimeoutError after `ms`; the outer signal's reason when that aborts first
 */
export async function withTimeout<T>(
  what: string,
  ms: number,
  outer: AbortSignal | null,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const stop = (reason: unknown): void => {
    const error = reason instanceof Error ? reason : new Error(String(reason));
    reject(error);
    controller.abort(error);
  };
  const timer = setTimeout(() => stop(new TimeoutError(`${what} took longer than ${ms} ms`)), ms);
  const onOuter = (): void => stop(outer?.reason);
  if (outer?.aborted) onOuter();
  else outer?.addEventListener('abort', onOuter, { once: true });
  try {
    return await Promise.race([work(controller.signal), expired]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', onOuter);
  }
}
