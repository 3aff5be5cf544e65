import { LockstepError } from '../errors/lockstep-error.ts';
import type { AccountType } from './account-type.ts';
import { AlpacaBrokerageModel } from './alpaca-brokerage-model.ts';
import { AxosBrokerageModel } from './axos-brokerage-model.ts';
import { BinanceBrokerageModel } from './binance-brokerage-model.ts';
import { BinanceCoinFuturesBrokerageModel } from './binance-coin-futures-brokerage-model.ts';
import { BinanceFuturesBrokerageModel } from './binance-futures-brokerage-model.ts';
import { BinanceUSBrokerageModel } from './binance-us-brokerage-model.ts';
import { BitfinexBrokerageModel } from './bitfinex-brokerage-model.ts';
import type { BrokerageModel } from './brokerage-model.ts';
import { BrokerageName } from './brokerage-name.ts';
import { BybitBrokerageModel } from './bybit-brokerage-model.ts';
import { CoinbaseBrokerageModel } from './coinbase-brokerage-model.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';
import { DYDXBrokerageModel } from './dydx-brokerage-model.ts';
import { FxcmBrokerageModel } from './fxcm-brokerage-model.ts';
import { InteractiveBrokersBrokerageModel } from './interactive-brokers-brokerage-model.ts';
import { KrakenBrokerageModel } from './kraken-brokerage-model.ts';
import { OandaBrokerageModel } from './oanda-brokerage-model.ts';
import { TradeStationBrokerageModel } from './trade-station-brokerage-model.ts';
import { TradierBrokerageModel } from './tradier-brokerage-model.ts';

const MODELS: Readonly<Record<BrokerageName, new (accountType?: AccountType) => BrokerageModel>> = {
  [BrokerageName.Default]: DefaultBrokerageModel,
  [BrokerageName.InteractiveBrokersBrokerage]: InteractiveBrokersBrokerageModel,
  [BrokerageName.TradierBrokerage]: TradierBrokerageModel,
  [BrokerageName.OandaBrokerage]: OandaBrokerageModel,
  [BrokerageName.FxcmBrokerage]: FxcmBrokerageModel,
  [BrokerageName.Bitfinex]: BitfinexBrokerageModel,
  [BrokerageName.Binance]: BinanceBrokerageModel,
  [BrokerageName.BinanceUS]: BinanceUSBrokerageModel,
  [BrokerageName.GDAX]: CoinbaseBrokerageModel,
  [BrokerageName.Coinbase]: CoinbaseBrokerageModel,
  [BrokerageName.Alpaca]: AlpacaBrokerageModel,
  [BrokerageName.Axos]: AxosBrokerageModel,
  [BrokerageName.TradeStation]: TradeStationBrokerageModel,
  [BrokerageName.Kraken]: KrakenBrokerageModel,
  [BrokerageName.Bybit]: BybitBrokerageModel,
  [BrokerageName.BinanceFutures]: BinanceFuturesBrokerageModel,
  [BrokerageName.BinanceCoinFutures]: BinanceCoinFuturesBrokerageModel,
  [BrokerageName.DYDX]: DYDXBrokerageModel,
};

/**
 * The model of a brokerage; without an account type the one it has by default. Alpaca is always a margin account.
 * @throws LockstepError `BROKERAGE_MODEL_INVALID` for unknown names and account types that the broker does not offer
 */
export function createBrokerageModel(name: BrokerageName, accountType?: AccountType): BrokerageModel {
  const Model = MODELS[name] as (typeof MODELS)[BrokerageName] | undefined;
  if (Model === undefined) {
    throw new LockstepError(
      'BROKERAGE_MODEL_INVALID',
      `Received the brokerage '${name}', expected one of ${Object.keys(MODELS).join(', ')}.`,
    );
  }
  return new Model(accountType);
}
