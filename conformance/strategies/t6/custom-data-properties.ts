import {
  Algorithm,
  BaseData,
  type CustomDataConfig,
  Decimal,
  ExchangeHours,
  Resolution,
  type Slice,
  type SubscriptionDataSource,
  type SymbolProperties,
  TimeZone,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { utcOf } from './wall-clock.ts';

const DAY_MS = 86_400_000;

const PROPERTIES: SymbolProperties = {
  description: 'Bitcoin',
  quoteCurrency: 'USD',
  contractMultiplier: Decimal.ONE,
  minimumPriceVariation: Decimal.parse('0.01'),
  lotSize: Decimal.parse('0.01'),
  marketTicker: 'BTC',
  minimumOrderSize: null,
  priceMagnifier: Decimal.ONE,
  strikeMultiplier: Decimal.ONE,
};

/** Days of BTCUSD, read as data of another kind. */
class Bitcoin extends BaseData {
  override getSource(): SubscriptionDataSource {
    return { source: 'crypto/coinbase/daily/btcusd_trade.zip' };
  }

  override reader({ exchangeTimeZone }: CustomDataConfig, line: string): Bitcoin {
    const [day = '', , , , close] = line.split(',');
    const point = new Bitcoin();
    point.timeMs = utcOf(day, exchangeTimeZone);
    point.endTimeMs = point.timeMs + DAY_MS;
    point.value = Number(close);
    return point;
  }
}

/** Custom data with market hours and properties of its own is traded in its own lots. */
export default class CustomDataProperties extends Algorithm {
  override initialize(): void {
    this.setStartDate(2018, 4, 5);
    this.setEndDate(2018, 4, 10);
    this.setCash(100_000);
    const exchangeHours = ExchangeHours.alwaysOpen(TimeZone.of('America/New_York'));
    const options = { symbolProperties: PROPERTIES, exchangeHours };
    const bitcoin = this.addData(Bitcoin, 'BTC', Resolution.Minute, options);
    requireThat(bitcoin.symbolProperties === PROPERTIES, 'the properties are others');
    requireThat(bitcoin.exchange.hours === exchangeHours, 'the hours are others');
    this.addData(Bitcoin, 'BTCUSD');
  }

  override onData(slice: Slice): void {
    for (const { value } of slice.get(Bitcoin).values) {
      if (this.portfolio.invested || value === 0) continue;
      this.order('BTC.Bitcoin', this.portfolio.marginRemaining / Math.abs(value + 1));
    }
  }
}
