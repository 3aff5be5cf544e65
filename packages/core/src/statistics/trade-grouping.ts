/** Which fills make one trade: each entry by itself, all between two flat moments, or all up to a reduction. */
export type TradeGrouping = 'FillToFill' | 'FlatToFlat' | 'FlatToReduced';

/** Which open entry an exit closes first: the oldest or the newest. */
export type TradeMatching = 'FIFO' | 'LIFO';
