import { tier } from './conformance-case.ts';

/** Ticks, custom data, services. */
export const T6_CASES = tier('T6', []);
