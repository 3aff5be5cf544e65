import { LockstepError } from '../errors/lockstep-error.ts';
import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { BinanceCryptoFutureMarginModel } from '../securities/models/buying-power/binance-crypto-future-margin-model.ts';
import { BinanceFuturesFeeModel } from '../securities/models/fees/binance-futures-fee-model.ts';
import { FundingRateModel } from '../securities/models/margin-interest/funding-rate-model.ts';
import type { BuyingPowerModel, FeeModel, MarginInterestRateModel } from '../securities/models/models.ts';
import { AccountType } from './account-type.ts';
import { BinanceBrokerageModel } from './binance-brokerage-model.ts';
import type { DefaultBenchmark } from './brokerage-model.ts';

/** Binance's USDⓈ-margined futures, at 25:1; margin accounts only. */
export class BinanceFuturesBrokerageModel extends BinanceBrokerageModel {
  /** @throws LockstepError `BROKERAGE_MODEL_INVALID` for a cash account */
  constructor(accountType: AccountType = AccountType.Margin) {
    super(accountType);
    if (accountType === AccountType.Cash) {
      throw new LockstepError(
        'BROKERAGE_MODEL_INVALID',
        'Crypto futures need a margin account. Use AccountType.Margin.',
      );
    }
  }

  override get name(): string {
    return 'BinanceFuturesBrokerageModel';
  }

  override get defaultBenchmark(): DefaultBenchmark {
    return { kind: 'security', ticker: 'BTCUSDT', securityType: SecurityType.CryptoFuture, market: Market.Binance };
  }

  protected override feeModel(_symbol: SecuritySymbol): FeeModel {
    return new BinanceFuturesFeeModel();
  }

  protected override buyingPowerModel(symbol: SecuritySymbol): BuyingPowerModel {
    if (symbol.securityType !== SecurityType.CryptoFuture) return super.buyingPowerModel(symbol);
    return new BinanceCryptoFutureMarginModel(this.getLeverage(symbol));
  }

  protected override marginInterestModel(symbol: SecuritySymbol): MarginInterestRateModel | null {
    return symbol.securityType === SecurityType.CryptoFuture ? new FundingRateModel() : null;
  }
}
