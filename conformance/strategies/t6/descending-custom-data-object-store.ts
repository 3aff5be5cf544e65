import { Algorithm, DateTime, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { StoredPrices } from './hourly-prices.ts';

const KEY = 'CustomData/SortCustomData';

/** A line for each of the last nineteen weekdays until 2024-10-03, at another hour each, the newest first. */
function descendingLines(): string[] {
  const lines: string[] = [];
  for (let day = DateTime.utc(2024, 10, 3); lines.length < 19; day = day.minus({ days: 1 })) {
    if (day.weekday > 5) continue;
    const at = day.set({ hour: 19 - (lines.length % 19) });
    const open = 176 - 0.4 * lines.length;
    lines.push([at.toFormat('yyyy-MM-dd HH:mm:ss'), open, open + 2.5, open - 1.5, open + 0.7].join());
  }
  return lines;
}

/** Data that is sorted before it comes. */
class SortCustomData extends StoredPrices {
  override getSource(): ReturnType<StoredPrices['getSource']> {
    return { ...this.stored(KEY), sort: true };
  }

  protected override create(): StoredPrices {
    return new SortCustomData();
  }
}

/** Data that is stored newest first comes oldest first. */
export default class DescendingCustomDataObjectStore extends Algorithm {
  readonly #received: StoredPrices[] = [];

  override initialize(): void {
    this.setStartDate(2024, 9, 9);
    this.setEndDate(2024, 10, 3);
    this.setCash(100_000);
    this.setBenchmark(() => 0);
    this.addData(SortCustomData, 'SortCustomData', Resolution.Daily);
    this.objectStore.save(KEY, descendingLines().join('\n'));
  }

  override onData(slice: Slice): void {
    const data = slice.get(SortCustomData, 'SortCustomData');
    if (data === undefined) return;
    const { open, high, low, value, price } = data;
    requireThat(
      [open, high, low, value, price].every((figure) => figure > 0),
      'a figure is zero',
    );
    this.#received.push(data);
  }

  override async onEndOfAlgorithm(): Promise<void> {
    requireThat(this.#received.length > 0, 'no data came');
    const history = await this.history(SortCustomData, 'SortCustomData', this.startDate, this.endDate, Resolution.Hour);
    requireThat(history.length === this.#received.length, `history has ${history.length} points`);
    const isSorted = history.every((data, index) => index === 0 || history[index - 1]!.endTimeMs <= data.endTimeMs);
    requireThat(isSorted, 'history is not in order');
  }
}
