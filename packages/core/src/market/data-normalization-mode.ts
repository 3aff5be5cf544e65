/** How prices of past dates are adjusted for corporate actions; LEAN's numbers. */
export const DataNormalizationMode = { Raw: 0, Adjusted: 1, SplitAdjusted: 2, TotalReturn: 3, ScaledRaw: 7 } as const;
export type DataNormalizationMode = (typeof DataNormalizationMode)[keyof typeof DataNormalizationMode];
