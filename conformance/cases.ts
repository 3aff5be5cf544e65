import { CF_CASES } from './cases/cf.ts';
import type { ConformanceCase } from './cases/conformance-case.ts';
import { IX_CASES } from './cases/ix.ts';
import { T1_CASES } from './cases/t1.ts';
import { T2_CASES } from './cases/t2.ts';
import { T3_CASES } from './cases/t3.ts';
import { T4_CASES } from './cases/t4.ts';
import { T5_CASES } from './cases/t5.ts';
import { T6_CASES } from './cases/t6.ts';
import { U1_CASES } from './cases/u1.ts';
import { U2_CASES } from './cases/u2.ts';
import { U3_CASES } from './cases/u3.ts';
import { U4_CASES } from './cases/u4.ts';

/** Every case that is registered, by tier. */
export const CASES: readonly ConformanceCase[] = [
  ...T1_CASES,
  ...T2_CASES,
  ...T3_CASES,
  ...T4_CASES,
  ...T5_CASES,
  ...T6_CASES,
  ...U1_CASES,
  ...U2_CASES,
  ...U3_CASES,
  ...U4_CASES,
  ...IX_CASES,
  ...CF_CASES,
];
