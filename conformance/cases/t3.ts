import { tier } from './conformance-case.ts';

/** Indicators, consolidators, warm-up, history. */
export const T3_CASES = tier('T3', []);
