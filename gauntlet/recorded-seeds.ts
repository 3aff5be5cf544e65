/** Seeds that were recorded of every family. */
export const RECORDED_SEEDS: readonly number[] = [1, 2, 3, 4];
