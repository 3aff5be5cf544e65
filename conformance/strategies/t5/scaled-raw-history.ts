import { Algorithm, DataNormalizationMode, Resolution, type Slice, type TradeBar } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** History scaled to its end equals raw history after the last split or dividend and differs before it. */
export default class ScaledRawHistory extends Algorithm {
  #lastEventMs = Number.NaN;

  override initialize(): void {
    this.setStartDate(2013, 1, 1);
    this.setEndDate(2014, 12, 31);
    this.setCash(100_000);
    this.setBenchmark(() => 0);
    this.addEquity('AAPL', Resolution.Daily);
  }

  override onData(slice: Slice): void {
    const event = slice.splits.get('AAPL') ?? slice.dividends.get('AAPL');
    if (event !== undefined) this.#lastEventMs = slice.utcMs;
  }

  override async onEndOfAlgorithm(): Promise<void> {
    requireThat(!Number.isNaN(this.#lastEventMs), 'there was no split or dividend');
    const raw = await this.#bars(DataNormalizationMode.Raw);
    const scaled = await this.#bars(DataNormalizationMode.ScaledRaw);
    requireThat(raw.length > 0 && raw.length === scaled.length, `${raw.length} raw bars, ${scaled.length} scaled`);
    for (const [index, bar] of raw.entries()) {
      const other = scaled[index]!;
      const isAfter = bar.endTimeMs > this.#lastEventMs;
      for (const field of ['open', 'high', 'low', 'close'] as const) {
        const agrees = (bar[field] === other[field]) === isAfter;
        requireThat(agrees, `${field} of ${bar.time.toISO()}: raw ${bar[field]}, scaled ${other[field]}`);
      }
    }
  }

  async #bars(dataNormalizationMode: DataNormalizationMode): Promise<TradeBar[]> {
    const start = this.time.minus({ months: 18 });
    const slices = await this.history(['AAPL'], start, this.time, undefined, { dataNormalizationMode });
    return slices.map((slice) => slice.bars.get('AAPL')!);
  }
}
