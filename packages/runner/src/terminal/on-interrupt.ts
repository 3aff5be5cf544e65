import { Worker } from 'node:worker_threads';

/** After this long without an answer the person at the terminal is told what a second Ctrl-C does. */
const SILENCE_MS = 2_000;

/**
 * A thread that waits for Ctrl-C, since the main thread hears nothing while a strategy does not return. Its wait takes
 * the first one and leaves the system's own handling behind, so that the second one ends the process at once.
 */
const PROGRAM = `
const { parentPort } = require('node:worker_threads');
const { writeSync } = require('node:fs');
try {
  require('node:vm').runInThisContext('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)', { breakOnSigint: true });
} catch {
  parentPort.postMessage('interrupted');
  const silence = setTimeout(() => {
    writeSync(2, 'The strategy does not return. Ctrl-C again ends the process at once, without a result.\\n');
  }, ${SILENCE_MS});
  parentPort.once('message', () => clearTimeout(silence));
}
`;

/**
 * Calls back on the first Ctrl-C; the second one ends the process, also while the main thread is busy for ever. SIGTERM
 * and SIGQUIT are left to the system.
 *
 * @returns what ends the watch; Ctrl-C then ends the process
 */
export function onInterrupt(stop: () => void): () => void {
  const thread = new Worker(PROGRAM, { eval: true, execArgv: [] });
  thread.unref();
  thread.once('message', () => {
    thread.postMessage('heard');
    stop();
  });
  return () => void thread.terminate();
}
