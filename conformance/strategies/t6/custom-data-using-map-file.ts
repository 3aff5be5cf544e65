import {
  Algorithm,
  type CustomDataConfig,
  type DateTime,
  Resolution,
  SecurityType,
  type Slice,
  type SubscriptionDataSource,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { EquityMinuteLines } from './equity-minute-lines.ts';

const MINUTE_MS = 60_000;

/** The trades of an equity under the ticker that it has on the day. */
class CustomDataUsingMapping extends EquityMinuteLines {
  override getSource({ mappedTicker }: CustomDataConfig, date: DateTime): SubscriptionDataSource {
    return { source: this.fileOf(mappedTicker, date) };
  }

  override requiresMapping(): boolean {
    return true;
  }

  override defaultResolution(): Resolution {
    return Resolution.Minute;
  }

  override reader(config: CustomDataConfig, line: string, date: DateTime): EquityMinuteLines {
    const point = super.reader(config, line, date);
    point.endTimeMs = point.timeMs + MINUTE_MS;
    return point;
  }

  protected override create(): EquityMinuteLines {
    return new CustomDataUsingMapping();
  }
}

/** Custom data about FOXA follows it from its old ticker, NWSA. */
export default class CustomDataUsingMapFile extends Algorithm {
  #wasRenamed = false;

  override initialize(): void {
    this.setStartDate(2013, 6, 27);
    this.setEndDate(2013, 7, 2);
    const { subscriptions } = this.addData(CustomDataUsingMapping, this.symbol('FOXA'));
    const resolutions = subscriptions.map(({ resolution }) => resolution);
    requireThat(resolutions.join() === String(Resolution.Minute), `resolutions ${resolutions.join()}`);
  }

  override onData(slice: Slice): void {
    for (const [symbol, { oldSymbol, newSymbol }] of slice.symbolChangedEvents) {
      requireThat(symbol.securityType === SecurityType.Base, `${symbol.id} was renamed`);
      requireThat(oldSymbol === 'NWSA' && newSymbol === 'FOXA', `renamed from ${oldSymbol} to ${newSymbol}`);
      requireThat(this.time.toISODate() === '2013-06-29', `renamed at ${this.time.toISO()}`);
      this.#wasRenamed = true;
      this.setHoldings(symbol, 1);
    }
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#wasRenamed, 'the ticker did not change');
  }
}
