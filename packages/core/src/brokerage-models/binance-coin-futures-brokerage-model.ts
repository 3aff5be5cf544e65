import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { CryptoFutureMarginModel } from '../securities/models/buying-power/crypto-future-margin-model.ts';
import { BinanceCoinFuturesFeeModel } from '../securities/models/fees/binance-coin-futures-fee-model.ts';
import type { BuyingPowerModel, FeeModel } from '../securities/models/models.ts';
import { BinanceFuturesBrokerageModel } from './binance-futures-brokerage-model.ts';
import type { DefaultBenchmark } from './brokerage-model.ts';

/** Binance's coin-margined futures, at 25:1; margin accounts only. */
export class BinanceCoinFuturesBrokerageModel extends BinanceFuturesBrokerageModel {
  override get name(): string {
    return 'BinanceCoinFuturesBrokerageModel';
  }

  override get defaultBenchmark(): DefaultBenchmark {
    return { kind: 'security', ticker: 'BTCUSD', securityType: SecurityType.CryptoFuture, market: Market.Binance };
  }

  protected override feeModel(_symbol: SecuritySymbol): FeeModel {
    return new BinanceCoinFuturesFeeModel();
  }

  protected override buyingPowerModel(symbol: SecuritySymbol): BuyingPowerModel {
    if (symbol.securityType !== SecurityType.CryptoFuture) return super.buyingPowerModel(symbol);
    return new CryptoFutureMarginModel(this.getLeverage(symbol));
  }
}
