import { tier } from './conformance-case.ts';

/** Corporate actions, extended hours, margin, custom models. */
export const T5_CASES = tier('T5', []);
