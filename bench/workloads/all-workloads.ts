import { bracket, bracketByHand } from './bracket.ts';
import { cross, crossOfLength } from './cross.ts';
import { crossMany, crossManyUnaligned } from './cross-many.ts';
import { ribbon } from './ribbon.ts';
import type { Workload } from './workload.ts';

/** Workloads that run on bars in memory, by name. `W2-unaligned` belongs to `W2`. */
export const WORKLOADS: Readonly<Record<string, Workload>> = {
  W1: cross,
  'W1-100k': crossOfLength(100_000),
  'W1-10M': crossOfLength(10_000_000),
  W2: crossMany,
  'W2-unaligned': crossManyUnaligned,
  W3: ribbon,
  W4: bracket,
  'W4-by-hand': bracketByHand,
};
