import type { InspectedSeries } from './data-inspection.ts';

/** What is doubtful about a series, in a few words; `none` when nothing is. */
export function doubtsOf(item: InspectedSeries): string {
  const counts: [string, number][] = [
    ['damaged', item.problems.filter(({ kind }) => kind === 'corrupt').length],
    ['duplicates', item.duplicates],
    ['backwards', item.backwards],
    ['bad prices', item.badPrices],
    ['without volume', item.zeroVolume],
    ['missing minutes', item.missingBars],
  ];
  const found = counts.filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`);
  return found.length === 0 ? 'none' : found.join(', ');
}
