import type { SelectionData } from '../../algorithm/universes/universe.ts';

/**
 * Selection data on the days of a schedule alone: at the beginning of each the last data there is, once more where there
 * is none since. Data that comes only after the first of them waits for the next.
 *
 * @param times instants of the schedule, epoch ms UTC, ascending
 */
export function* scheduledSelections(data: Iterator<SelectionData>, times: Iterable<number>): Generator<SelectionData> {
  let last: SelectionData | null = null;
  let coming = following(data);
  let isWaiting = false;
  for (const utcMs of times) {
    while (coming !== null && coming.utcMs <= utcMs) {
      last = coming;
      coming = following(data);
    }
    if (last === null && coming === null) return;
    if (last === null && !isWaiting) {
      isWaiting = true;
      continue;
    }
    last ??= coming as SelectionData;
    yield { ...last, utcMs };
  }
}

function following(data: Iterator<SelectionData>): SelectionData | null {
  const next = data.next();
  return next.done === true ? null : next.value;
}
