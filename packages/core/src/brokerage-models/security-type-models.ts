import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { CashBuyingPowerModel } from '../securities/models/buying-power/cash-buying-power-model.ts';
import { SecurityMarginModel } from '../securities/models/buying-power/security-margin-model.ts';
import { CoinbaseFeeModel } from '../securities/models/fees/coinbase-fee-model.ts';
import { ConstantFeeModel } from '../securities/models/fees/constant-fee-model.ts';
import { InteractiveBrokersFeeModel } from '../securities/models/fees/interactive-brokers-fee-model.ts';
import { EquityFillModel } from '../securities/models/fills/equity-fill-model.ts';
import { ImmediateFillModel } from '../securities/models/fills/immediate-fill-model.ts';
import type { BuyingPowerModel, FeeModel } from '../securities/models/models.ts';
import { ImmediateSettlementModel } from '../securities/models/settlement/immediate-settlement-model.ts';
import { NullShortableProvider } from '../securities/models/shortable/null-shortable-provider.ts';
import { NullSlippageModel } from '../securities/models/slippage/null-slippage-model.ts';
import type { SecurityModels } from '../securities/security-models.ts';

/** What a security has before a security initialiser gives it other models: LEAN's defaults of its type. */
export function securityTypeModels({ securityType }: SecuritySymbol): SecurityModels {
  return {
    fee: feeModel(securityType),
    fill: securityType === SecurityType.Equity ? new EquityFillModel() : new ImmediateFillModel(),
    slippage: NullSlippageModel.instance,
    buyingPower: buyingPowerModel(securityType),
    settlement: new ImmediateSettlementModel(),
    shortable: NullShortableProvider.instance,
    marginInterest: null,
  };
}

function feeModel(type: SecurityType): FeeModel {
  if (type === SecurityType.Crypto) return new CoinbaseFeeModel();
  const isBrokered = type === SecurityType.Equity || type === SecurityType.Forex;
  return isBrokered ? new InteractiveBrokersFeeModel() : new ConstantFeeModel(0);
}

function buyingPowerModel(type: SecurityType): BuyingPowerModel {
  switch (type) {
    case SecurityType.Crypto:
      return new CashBuyingPowerModel();
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
