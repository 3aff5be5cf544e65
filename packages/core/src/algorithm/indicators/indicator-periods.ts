import type { Resolution } from '../../time/resolution.ts';
import type { IndicatorSelector } from './indicator-registry.ts';

/** The largest number of a resolution. */
const DAILY = 4;

/**
 * Takes apart what may follow an indicator's first period: further periods, all or none, then a resolution and a selector.
 * Resolutions are small numbers, so a single number up to 4 is one.
 * @param count how many further periods there may be
 */
export function splitPeriods(
  rest: readonly unknown[],
  count: number,
): [periods: number[], resolution: Resolution | undefined, selector: IndicatorSelector | undefined] {
  const firstOther = rest.findIndex((each) => typeof each !== 'number');
  const numbers = rest.slice(0, firstOther === -1 ? rest.length : firstOther) as number[];
  const isResolution = count === 1 && numbers.length === 1 && (numbers[0] as number) <= DAILY;
  const hasPeriods = numbers.length >= count && !isResolution;
  const [resolution, selector] = rest.slice(hasPeriods ? count : 0);
  return [
    hasPeriods ? numbers.slice(0, count) : [],
    (resolution ?? undefined) as Resolution | undefined,
    selector as IndicatorSelector | undefined,
  ];
}
