import {
  AccountType,
  Algorithm,
  BaseData,
  BrokerageName,
  type CustomDataConfig,
  type DateTime,
  type ExponentialMovingAverage,
  Resolution,
  type SecuritySymbol,
  type SubscriptionDataSource,
} from '@lockstep/core';

const MINUTE_MS = 60_000;

/** Trades of a crypto pair by the minute, read as data of another kind. */
class CustomCryptoData extends BaseData {
  override getSource({ symbol }: CustomDataConfig, date: DateTime): SubscriptionDataSource {
    return { source: `crypto/bybit/minute/${symbol.value.toLowerCase()}/${date.toFormat('yyyyMMdd')}_trade.zip` };
  }

  override reader({ dataTimeZone }: CustomDataConfig, line: string, date: DateTime): CustomCryptoData {
    const [time, , , , close] = line.split(',').map(Number) as [number, ...number[]];
    const point = new CustomCryptoData();
    point.timeMs = dataTimeZone.toUtc(date.setZone('utc', { keepLocalTime: true }).toMillis() + time);
    point.endTimeMs = point.timeMs + MINUTE_MS;
    point.value = close ?? 0;
    return point;
  }
}

/** A crossing of averages over custom data about BTCUSDT, which is traded itself. */
export default class BybitCustomDataCrypto extends Algorithm {
  #symbol!: SecuritySymbol;
  #fast!: ExponentialMovingAverage;
  #slow!: ExponentialMovingAverage;

  override initialize(): void {
    this.setStartDate(2022, 12, 13);
    this.setEndDate(2022, 12, 13);
    this.setAccountCurrency('USDT');
    this.setCash(100_000);
    this.setBrokerageModel(BrokerageName.Bybit, AccountType.Cash);
    const { symbol } = this.addCrypto('BTCUSDT');
    this.#symbol = this.addData(CustomCryptoData, symbol, Resolution.Minute).symbol;
    this.#fast = this.ema(this.#symbol, 30, Resolution.Minute);
    this.#slow = this.ema(this.#symbol, 60, Resolution.Minute);
  }

  override onData(): void {
    if (!this.#slow.isReady) return;
    const { ordersCount } = this.transactions;
    if (this.#fast.value > this.#slow.value) {
      if (ordersCount === 0) this.buy(this.#symbol, 1);
    } else if (ordersCount === 1) {
      this.liquidate(this.#symbol);
    }
  }
}
