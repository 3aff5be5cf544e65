import { Algorithm, DataNormalizationMode, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const VOLUMES = [6164842, 3044047, 3680347, 3468303, 2169943, 2652523, 1499707, 1518215, 1655219, 1510487];
const ASK_SIZES = [215600, 5600, 25200, 8400, 5600, 5600, 2800, 8400, 14000, 2800];
const BID_SIZES = [2800, 11200, 2800, 2800, 2800, 5600, 11200, 8400, 30800, 2800];

/** Volumes and sizes of AAPL before its split are multiplied by what prices are divided by. */
export default class AdjustedVolume extends Algorithm {
  readonly #volumes = VOLUMES.values();
  readonly #askSizes = ASK_SIZES.values();
  readonly #bidSizes = BID_SIZES.values();

  override initialize(): void {
    this.setStartDate(2014, 6, 5);
    this.setEndDate(2014, 6, 5);
    this.addEquity('AAPL', Resolution.Minute, { dataNormalizationMode: DataNormalizationMode.SplitAdjusted });
  }

  override onData(slice: Slice): void {
    if (!this.portfolio.invested) this.setHoldings('AAPL', 1);
    const trades = slice.bars.get('AAPL');
    if (trades !== undefined) this.#check('volume', trades.volume, this.#volumes);
    const quotes = slice.quoteBars.get('AAPL');
    if (quotes === undefined) return;
    this.#check('ask size', quotes.lastAskSize, this.#askSizes);
    this.#check('bid size', quotes.lastBidSize, this.#bidSizes);
  }

  #check(what: string, actual: number, expected: Iterator<number>): void {
    const next = expected.next();
    if (next.done !== true) requireThat(actual === next.value, `${what} ${actual}, expected ${next.value}`);
  }
}
