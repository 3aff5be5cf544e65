import type { HistoryProvider, HistoryRequest } from '../../data/data-feed.ts';
import { DataKind } from '../../market/data-batch.ts';
import { type BarRow, barRows, isInOrder, rowsInHours } from './bar-rows.ts';
import type { TestFramework } from './test-framework.ts';

/** A history provider with something to ask it. */
export interface HistoryProviderHarness {
  readonly history: HistoryProvider;
  /** Past data with four bars or more. */
  readonly request: HistoryRequest;
  /** For a security that the provider has no data of. */
  readonly requestWithoutData: HistoryRequest;
  dispose?(): void | Promise<void>;
}

/**
 * The contract of `HistoryProvider` as tests.
 *
 * @param framework `{ describe, test, expect }` of vitest or jest
 * @param create a harness of its own for each test
 */
export function describeHistoryProvider(
  framework: TestFramework,
  name: string,
  create: () => HistoryProviderHarness | Promise<HistoryProviderHarness>,
): void {
  const { describe, test, expect } = framework;
  const using = (body: (harness: HistoryProviderHarness) => Promise<void>) => async (): Promise<void> => {
    const harness = await create();
    try {
      await body(harness);
    } finally {
      await harness.dispose?.();
    }
  };
  const rowsOf = async ({ history }: HistoryProviderHarness, request: HistoryRequest): Promise<BarRow[]> =>
    rowsInHours(await history.getHistory(request), request.config);

  describe(`${name} keeps the contract of a history provider`, () => {
    test(
      'gives bars of the kind asked for, in order of time',
      using(async ({ history, request }) => {
        const batches = await history.getHistory(request);
        expect(barRows(batches).length >= 4).toBe(true);
        expect(isInOrder(barRows(batches))).toBe(true);
        expect(batches.every(({ kind }) => kind === request.config.kind || kind === DataKind.Auxiliary)).toBe(true);
      }),
    );

    test(
      'gives bars whose end lies in the interval asked for, bounds included',
      using(async (harness) => {
        const rows = await rowsOf(harness, harness.request);
        const { startUtc, endUtc } = harness.request;
        expect(rows.filter(({ endTime }) => endTime < startUtc || endTime > endUtc)).toEqual([]);
      }),
    );

    test(
      'gives the same bars whether an interval is asked for at once or in two parts',
      using(async (harness) => {
        const { request } = harness;
        const whole = await rowsOf(harness, request);
        const cut = whole[Math.floor(whole.length / 2)]!.endTime;
        const first = await rowsOf(harness, { ...request, endUtc: cut });
        const second = await rowsOf(harness, { ...request, startUtc: cut });
        // The bar that ends at the cut belongs to both parts.
        expect(first.at(-1)).toEqual(second[0]);
        expect([...first, ...second.slice(1)]).toEqual(whole);
      }),
    );

    test(
      'answers the same question alike',
      using(async (harness) => {
        expect(await rowsOf(harness, harness.request)).toEqual(await rowsOf(harness, harness.request));
      }),
    );

    test(
      'gives nothing, and no error, for a security without data or an interval that no bar ends in',
      using(async (harness) => {
        const { request, requestWithoutData } = harness;
        expect(await rowsOf(harness, requestWithoutData)).toEqual([]);
        expect(await rowsOf(harness, { ...request, startUtc: request.endUtc + 1, endUtc: request.endUtc })).toEqual([]);
      }),
    );
  });
}
