/** Price columns of a bar, in the order in which batches and exact prices have them. */
export const BarField = { Open: 0, High: 1, Low: 2, Close: 3 } as const;
export type BarField = (typeof BarField)[keyof typeof BarField];
