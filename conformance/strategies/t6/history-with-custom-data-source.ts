import {
  Algorithm,
  type CustomDataConfig,
  type DateTime,
  Resolution,
  type SubscriptionDataSource,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { EquityMinuteLines } from './equity-minute-lines.ts';

/** The trades of AAPL, whatever the data is called. */
class AppleMinutes extends EquityMinuteLines {
  override getSource(_config: CustomDataConfig, date: DateTime): SubscriptionDataSource {
    return { source: this.fileOf('AAPL', date) };
  }

  protected override create(): EquityMinuteLines {
    return new AppleMinutes();
  }
}

/** History of custom data: the same for two names, since the type reads the same files. */
export default class HistoryWithCustomDataSource extends Algorithm {
  override initialize(): void {
    this.setStartDate(2014, 6, 5);
    this.setEndDate(2014, 6, 6);
    for (const ticker of ['AAPL', 'SPY']) this.addData(AppleMinutes, ticker, Resolution.Minute);
  }

  override async onEndOfAlgorithm(): Promise<void> {
    const [aapl, spy] = [await this.#figures('AAPL'), await this.#figures('SPY')];
    requireThat(aapl.length > 0, 'history is empty');
    requireThat(aapl.join('\n') === spy.join('\n'), 'the histories differ');
  }

  async #figures(ticker: string): Promise<string[]> {
    const history = await this.history(AppleMinutes, ticker, this.startDate, this.endDate, Resolution.Minute);
    return history.map(({ timeMs, value, open, high, low, volume }) => [timeMs, value, open, high, low, volume].join());
  }
}
