/** Index of the last value at or before `wanted` in an ascending list; 0 when all are later, −1 for an empty list. */
export function indexAtOrBefore(ascending: readonly number[], wanted: number): number {
  let low = 0;
  let high = ascending.length - 1;
  if (high < 0) return -1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] as number) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Index of the value nearest to `wanted`. */
export function nearestIndex(ascending: readonly number[], wanted: number): number {
  const before = indexAtOrBefore(ascending, wanted);
  const next = ascending[before + 1];
  const here = ascending[before];
  if (next === undefined || here === undefined) return before;
  return next - wanted < Math.abs(wanted - here) ? before + 1 : before;
}
