import {
  Algorithm,
  Resolution,
  type SecuritySymbol,
  SimpleMovingAverage,
  type Slice,
  type Tick,
  TradeBar,
  type VolumeRenkoBar,
  VolumeRenkoConsolidator,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const VOLUME = 1_000_000;

/** Bars of a million shares: of minutes of SPY, and of ticks of IBM. */
export default class VolumeRenko extends Algorithm {
  readonly #average = new SimpleMovingAverage(10);
  readonly #minutes = new VolumeRenkoConsolidator(VOLUME);
  readonly #ticks = new VolumeRenkoConsolidator(VOLUME);
  #spy!: SecuritySymbol;
  #ibm!: SecuritySymbol;
  #tickBars = 0;

  override async initialize(): Promise<void> {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.#spy = this.addEquity('SPY', Resolution.Minute).symbol;
    this.#minutes.onDataConsolidated((_, bar) => {
      this.#average.update(bar.endTimeMs, bar.value);
      requireVolume(bar);
    });
    this.#ibm = this.addEquity('IBM', Resolution.Tick).symbol;
    this.#ticks.onDataConsolidated((_, bar) => {
      this.#tickBars += 1;
      requireVolume(bar);
    });
    const history = await this.history(TradeBar, [this.#spy], 1_000, Resolution.Minute);
    for (const bars of history) this.#minutes.update(bars.get(this.#spy) as TradeBar);
  }

  override onData(slice: Slice): void {
    const bar = slice.bars.get(this.#spy);
    if (bar !== undefined) this.#minutes.update(bar);
    for (const tick of (slice.ticks.get(this.#ibm) ?? []) as Tick[]) this.#ticks.update(tick);
    const isAbove = this.#average.isReady && this.#average.value < this.securities.get(this.#spy).price;
    this.setHoldings(this.#spy, isAbove ? 1 : 0);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#tickBars > 0, 'no bar was made of ticks');
  }
}

function requireVolume({ volume }: VolumeRenkoBar): void {
  requireThat(volume === VOLUME, `a bar has a volume of ${volume}`);
}
