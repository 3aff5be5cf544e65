/** State of a run; LEAN's names. */
export const AlgorithmStatus = {
  Running: 'Running',
  Stopped: 'Stopped',
  Completed: 'Completed',
  RuntimeError: 'RuntimeError',
} as const;
export type AlgorithmStatus = (typeof AlgorithmStatus)[keyof typeof AlgorithmStatus];
