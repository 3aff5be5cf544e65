/** Granularity of a data subscription; LEAN's numbers, the smaller the finer. */
export const Resolution = { Tick: 0, Second: 1, Minute: 2, Hour: 3, Daily: 4 } as const;
export type Resolution = (typeof Resolution)[keyof typeof Resolution];

export const MS_PER_SECOND = 1_000;
export const MS_PER_MINUTE = 60_000;
export const MS_PER_HOUR = 3_600_000;
export const MS_PER_DAY = 86_400_000;

const PERIODS = [0, MS_PER_SECOND, MS_PER_MINUTE, MS_PER_HOUR, MS_PER_DAY] as const;
const NAMES = ['tick', 'second', 'minute', 'hour', 'daily'] as const;

/** Length of one bar in milliseconds; 0 for ticks. */
export function resolutionToMs(resolution: Resolution): number {
  return PERIODS[resolution];
}

/** Lower-case name as it stands in LEAN's folder layout. */
export function resolutionName(resolution: Resolution): (typeof NAMES)[number] {
  return NAMES[resolution];
}
