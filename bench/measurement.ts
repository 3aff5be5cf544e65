import type { Figures } from './workloads/workload.ts';

/** One run. */
export interface Measurement {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Most memory that the process ever held, data and warm-up included. */
  readonly megabytes: number;
  readonly figures: Figures;
  /** Figures that are not what they must be, as text. */
  readonly mismatches: readonly string[];
}

/** The expected figures that differ. */
export function mismatches(figures: Figures, expected: Partial<Figures>): string[] {
  const names = Object.keys(expected) as (keyof Figures)[];
  return names
    .filter((name) => String(figures[name]) !== String(expected[name]))
    .map((name) => `${name} ${figures[name]}, expected ${expected[name]}`);
}
