import { tier } from './conformance-case.ts';

/** Currencies, forex, crypto, CFD, brokerage models. */
export const T4_CASES = tier('T4', []);
