/**
 * Indices that draw a series: per bucket of equal time its first, lowest, highest and last point, so that no peak is lost.
 * All indices when the series is short enough; at most `4 × buckets` otherwise. Times ascend.
 */
export function downSample(times: ArrayLike<number>, values: ArrayLike<number>, buckets: number): number[] {
  const length = times.length;
  if (length <= buckets * 4) return Array.from({ length }, (_, i) => i);
  const start = times[0] as number;
  const span = (times[length - 1] as number) - start || 1;
  const kept: number[] = [];
  let from = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const end = start + (span * (bucket + 1)) / buckets;
    let to = from;
    while (to < length && ((times[to] as number) < end || bucket === buckets - 1)) to++;
    if (to > from) keepExtremes(values, from, to, kept);
    from = to;
  }
  return kept;
}

function keepExtremes(values: ArrayLike<number>, from: number, to: number, kept: number[]): void {
  let lowest = from;
  let highest = from;
  for (let i = from + 1; i < to; i++) {
    if ((values[i] as number) < (values[lowest] as number)) lowest = i;
    if ((values[i] as number) > (values[highest] as number)) highest = i;
  }
  let previous = -1;
  for (const index of [from, Math.min(lowest, highest), Math.max(lowest, highest), to - 1]) {
    if (index > previous) kept.push(index);
    previous = Math.max(previous, index);
  }
}
