const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A signal that asks a process to end. */
export type StopSignal = (typeof SIGNALS)[number];

/**
 * Calls back on every Ctrl-C, SIGTERM and SIGHUP, with the how manieth it is; the process does not end by itself then. The
 * function that comes back leaves signals to the system again.
 */
export function onStopSignal(stop: (signal: StopSignal, count: number) => void): () => void {
  let count = 0;
  const listeners = SIGNALS.map((signal) => {
    const listener = (): void => {
      count += 1;
      stop(signal, count);
    };
    process.on(signal, listener);
    return { signal, listener };
  });
  return () => {
    for (const { signal, listener } of listeners) process.off(signal, listener);
  };
}
