import { Algorithm, type PriceBar, QuoteBar, Resolution, SecuritySymbol, SecurityType, TradeBar } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Past days over the end of daylight saving time: none comes twice. */
export default class DaylightSavingTimeHistory extends Algorithm {
  override async initialize(): Promise<void> {
    this.setStartDate(2011, 11, 10);
    this.setEndDate(2011, 11, 11);
    this.setCash(100_000);
    const identity = { ticker: 'EURUSD', securityType: SecurityType.Forex, market: 'fxcm' };
    const pair = new SecuritySymbol('EURUSD', identity);
    requireNoRepeats(await this.history(QuoteBar, pair, 10, Resolution.Daily));
    requireNoRepeats(await this.history(TradeBar, this.symbol('SPY'), 10, Resolution.Daily));
  }
}

function requireNoRepeats(bars: readonly PriceBar[]): void {
  const times = new Set(bars.map(({ timeMs }) => timeMs));
  requireThat(bars.length > 0 && times.size === bars.length, `${bars.length} bars start at ${times.size} times`);
}
