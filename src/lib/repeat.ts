/**
 * Runs `work` every `everyMs`, never twice at once: a run that takes longer delays the next one. A rejected run is
 * handed to `onError` and the repetition goes on.
 */
export function repeat(
  everyMs: number,
  work: () => Promise<void> | void,
  onError: (error: unknown) => void,
): AsyncDisposable {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const arm = (): void => {
    timer = setTimeout(() => {
      running = run();
    }, everyMs);
  };
  const run = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
    if (!stopped) arm();
  };
  arm();
  return {
    async [Symbol.asyncDispose]() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
