import { type DataFeed, NOTHING_YET, type SubscriptionRequest } from '../../data/data-feed.ts';
import { DataKind } from '../../market/data-batch.ts';
import { type BarRow, barRows, isInOrder, priceColumns, readAll, rowsInHours } from './bar-rows.ts';
import type { TestFramework } from './test-framework.ts';

/** A feed with something to ask it. */
export interface DataFeedHarness {
  readonly feed: DataFeed;
  /** Past data with four bars or more, some inside the interval asked for and some outside. */
  readonly request: SubscriptionRequest;
  /** For a security that the feed has no data of. */
  readonly requestWithoutData: SubscriptionRequest;
  dispose?(): void | Promise<void>;
}

/** Doubles this close (relative) to their exact decimals are the same price. */
const CLOSE = 1e-12;

/**
 * The contract of `DataFeed` as tests, for feeds of past data.
 *
 * @param framework `{ describe, test, expect }` of vitest or jest
 * @param create a harness of its own for each test
 */
export function describeDataFeed(
  framework: TestFramework,
  name: string,
  create: () => DataFeedHarness | Promise<DataFeedHarness>,
): void {
  const using = (body: (harness: DataFeedHarness) => Promise<void>) => async (): Promise<void> => {
    const harness = await create();
    try {
      await body(harness);
    } finally {
      await harness.dispose?.();
    }
  };
  framework.describe(`${name} keeps the contract of a data feed`, () => {
    describeRows(framework, using);
    describeSources(framework, using);
  });
}

type Using = (body: (harness: DataFeedHarness) => Promise<void>) => () => Promise<void>;

function describeRows({ test, expect }: TestFramework, using: Using): void {
  test(
    'gives bars of the kind asked for, in order of time',
    using(async ({ feed, request }) => {
      const batches = await readAll(feed.subscribe(request));
      const rows = barRows(batches);
      expect(rows.length >= 4).toBe(true);
      expect(isInOrder(rows)).toBe(true);
      expect(batches.every(({ kind }) => kind === request.config.kind || kind === DataKind.Auxiliary)).toBe(true);
      expect(batches.every(({ length }) => length > 0)).toBe(true);
    }),
  );

  test(
    'keeps to the interval: no bar that ended before it or starts after it',
    using(async ({ feed, request }) => {
      const { startUtc, endUtc } = request;
      const rows = barRows(await readAll(feed.subscribe(request)));
      expect(rows.filter(({ time, endTime }) => endTime < startUtc || time >= endUtc)).toEqual([]);
    }),
  );

  test(
    'gives prices that are possible, and the exact decimals behind them',
    using(async ({ feed, request }) => {
      const wrong: string[] = [];
      for (const batch of await readAll(feed.subscribe(request))) {
        if (batch.kind === DataKind.Auxiliary) continue;
        const columns = priceColumns(batch);
        for (let row = 0; row < batch.length; row += 1) {
          const prices = columns.map((column) => column[row]!);
          const exact = columns.map((_, column) => batch.exact.at(column, row).toNumber());
          const isExact = prices.every((price, i) => Math.abs(price - exact[i]!) <= CLOSE * Math.abs(price));
          if (!isExact || !isPossible(prices)) wrong.push(`${prices.join(' ')} exactly ${exact.join(' ')}`);
        }
      }
      expect(wrong).toEqual([]);
    }),
  );

  test(
    'gives the same bars whether an interval is asked for at once or in two parts',
    using(async ({ feed, request }) => {
      const rowsOf = async (part: SubscriptionRequest): Promise<BarRow[]> =>
        rowsInHours(await readAll(feed.subscribe(part)), request.config);
      const whole = await rowsOf(request);
      const middle = whole[Math.floor(whole.length / 2)]!.time;
      const first = await rowsOf({ ...request, endUtc: middle });
      const second = await rowsOf({ ...request, startUtc: middle });
      // The bar that ends where the second part starts belongs to both.
      const parts = [...first, ...second.filter(({ endTime }) => endTime > (first.at(-1)?.endTime ?? 0))];
      expect(parts).toEqual(whole);
    }),
  );

  test(
    'leaves corporate events out when they are not wanted',
    using(async ({ feed, request }) => {
      const batches = await readAll(feed.subscribe({ ...request, auxiliaryEvents: false }));
      expect(batches.filter(({ kind }) => kind === DataKind.Auxiliary)).toEqual([]);
    }),
  );
}

function describeSources({ test, expect }: TestFramework, using: Using): void {
  test(
    'gives nothing, and no error, for a security without data',
    using(async ({ feed, requestWithoutData }) => {
      expect(barRows(await readAll(feed.subscribe(requestWithoutData)))).toEqual([]);
    }),
  );

  test(
    'keeps subscriptions apart',
    using(async ({ feed, request }) => {
      const alone = barRows(await readAll(feed.subscribe(request)));
      const one = feed.subscribe(request);
      const other = feed.subscribe(request);
      const head = await one.next();
      expect(barRows(await readAll(other))).toEqual(alone);
      const first = head === null || head === NOTHING_YET ? [] : [head];
      expect(barRows([...first, ...(await readAll(one))])).toEqual(alone);
    }),
  );

  test(
    'stays at its end',
    using(async ({ feed, request }) => {
      const source = feed.subscribe(request);
      await readAll(source);
      expect(await source.next()).toBe(null);
    }),
  );

  test(
    'gives nothing after it was closed, also when it was closed twice',
    using(async ({ feed, request }) => {
      const source = feed.subscribe(request);
      source.close();
      source.close();
      expect(await source.next()).toBe(null);
    }),
  );
}

/** High and low hold open and close between them; a side of a quote may be missing, all zeros. */
function isPossible(prices: readonly number[]): boolean {
  for (let side = 0; side < prices.length; side += 4) {
    const [open, high, low, close] = prices.slice(side, side + 4) as [number, number, number, number];
    if (open === 0 && high === 0 && low === 0 && close === 0) continue;
    if (!(low > 0 && high >= Math.max(open, close) && low <= Math.min(open, close))) return false;
  }
  return true;
}
