import { LockstepError } from '../errors/lockstep-error.ts';
import { Market } from '../market/market.ts';
import type { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { AccountType } from './account-type.ts';
import { BinanceBrokerageModel } from './binance-brokerage-model.ts';
import type { DefaultBenchmark } from './brokerage-model.ts';
import { cryptoBenchmark, withCryptoMarket } from './crypto-markets.ts';

const MARKETS = withCryptoMarket(Market.BinanceUS);

/** Binance.US: as Binance, cash accounts only. */
export class BinanceUSBrokerageModel extends BinanceBrokerageModel {
  /** @throws LockstepError `BROKERAGE_MODEL_INVALID` for a margin account */
  constructor(accountType: AccountType = AccountType.Cash) {
    super(accountType);
    if (accountType === AccountType.Margin) {
      throw new LockstepError('BROKERAGE_MODEL_INVALID', 'Binance.US has no margin accounts. Use AccountType.Cash.');
    }
  }

  override get name(): string {
    return 'BinanceUSBrokerageModel';
  }

  override get defaultMarkets(): ReadonlyMap<SecurityType, string> {
    return MARKETS;
  }

  override get defaultBenchmark(): DefaultBenchmark {
    return cryptoBenchmark('BTCUSDC', Market.BinanceUS);
  }

  override getLeverage(_symbol: SecuritySymbol): Decimal {
    return Decimal.ONE;
  }
}
