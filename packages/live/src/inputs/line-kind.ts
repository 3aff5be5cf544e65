/** What a line of numbers in a record is. Of a slice and a pulse the instant comes first, then up to when was polled. */
export const LineKind = { Tick: 1, Poll: 2, Slice: 3, Pulse: 4 } as const;
export type LineKind = (typeof LineKind)[keyof typeof LineKind];
