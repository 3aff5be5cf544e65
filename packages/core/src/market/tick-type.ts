/** What a subscription carries; LEAN's numbers. */
export const TickType = { Trade: 0, Quote: 1, OpenInterest: 2 } as const;
export type TickType = (typeof TickType)[keyof typeof TickType];
