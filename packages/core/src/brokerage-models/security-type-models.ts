import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { isCoinMargined } from '../securities/coin-margin.ts';
import { CashBuyingPowerModel } from '../securities/models/buying-power/cash-buying-power-model.ts';
import { CryptoFutureMarginModel } from '../securities/models/buying-power/crypto-future-margin-model.ts';
import { SecurityMarginModel } from '../securities/models/buying-power/security-margin-model.ts';
import { BinanceCoinFuturesFeeModel } from '../securities/models/fees/binance-coin-futures-fee-model.ts';
import { BinanceFuturesFeeModel } from '../securities/models/fees/binance-futures-fee-model.ts';
import { CoinbaseFeeModel } from '../securities/models/fees/coinbase-fee-model.ts';
import { ConstantFeeModel } from '../securities/models/fees/constant-fee-model.ts';
import { InteractiveBrokersFeeModel } from '../securities/models/fees/interactive-brokers-fee-model.ts';
import { EquityFillModel } from '../securities/models/fills/equity-fill-model.ts';
import { ImmediateFillModel } from '../securities/models/fills/immediate-fill-model.ts';
import { FundingRateModel } from '../securities/models/margin-interest/funding-rate-model.ts';
import type { BuyingPowerModel, FeeModel } from '../securities/models/models.ts';
import { ImmediateSettlementModel } from '../securities/models/settlement/immediate-settlement-model.ts';
import { NullShortableProvider } from '../securities/models/shortable/null-shortable-provider.ts';
import { NullSlippageModel } from '../securities/models/slippage/null-slippage-model.ts';
import type { SecurityModels } from '../securities/security-models.ts';

/** What a security has before a security initialiser gives it other models: LEAN's defaults of its type. */
export function securityTypeModels(symbol: SecuritySymbol): SecurityModels {
  const { securityType } = symbol;
  return {
    fee: feeModel(symbol),
    fill: securityType === SecurityType.Equity ? new EquityFillModel() : new ImmediateFillModel(),
    slippage: NullSlippageModel.instance,
    buyingPower: buyingPowerModel(securityType),
    settlement: new ImmediateSettlementModel(),
    shortable: NullShortableProvider.instance,
    marginInterest: securityType === SecurityType.CryptoFuture ? new FundingRateModel() : null,
  };
}

function feeModel(symbol: SecuritySymbol): FeeModel {
  const type = symbol.securityType;
  if (type === SecurityType.Crypto) return new CoinbaseFeeModel();
  if (type === SecurityType.CryptoFuture) {
    return isCoinMargined(symbol) ? new BinanceCoinFuturesFeeModel() : new BinanceFuturesFeeModel();
  }
  const isBrokered = type === SecurityType.Equity || type === SecurityType.Forex;
  return isBrokered ? new InteractiveBrokersFeeModel() : new ConstantFeeModel(0);
}

function buyingPowerModel(type: SecurityType): BuyingPowerModel {
  switch (type) {
    case SecurityType.Crypto:
      return new CashBuyingPowerModel();
    case SecurityType.CryptoFuture:
      return new CryptoFutureMarginModel();
    case SecurityType.Equity:
      return new SecurityMarginModel(2);
    case SecurityType.Forex:
    case SecurityType.Cfd:
    case SecurityType.Index:
      return new SecurityMarginModel(50);
    default:
      return new SecurityMarginModel(1);
  }
}
