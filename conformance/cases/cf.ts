import { Resolution } from '@lockstep/core';
import BasicTemplateCryptoFuture from '../strategies/cf/basic-template-crypto-future.ts';
import BasicTemplateCryptoFutureHourly from '../strategies/cf/basic-template-crypto-future-hourly.ts';
import BinanceCreditsCollateral from '../strategies/cf/binance-credits-collateral.ts';
import BybitCryptoFutures from '../strategies/cf/bybit-crypto-futures.ts';
import CryptoFutureLeverage from '../strategies/cf/crypto-future-leverage.ts';
import CryptoFutureMarginInterest from '../strategies/cf/crypto-future-margin-interest.ts';
import DYDXCryptoFutures from '../strategies/cf/dydx-crypto-futures.ts';
import { tier } from './conformance-case.ts';

export const CF_CASES = tier('CF', [
  ['BasicTemplateCryptoFutureAlgorithm', BasicTemplateCryptoFuture],
  ['BasicTemplateCryptoFutureHourlyAlgorithm', BasicTemplateCryptoFutureHourly],
  ['BinanceCryptoFutureBnfcrCollateralRegressionAlgorithm', BinanceCreditsCollateral],
  ['BybitCryptoFuturesRegressionAlgorithm', BybitCryptoFutures],
  [
    'CryptoFutureDailyMarginInterestRegressionAlgorithm',
    CryptoFutureMarginInterest,
    { parameters: { resolution: Resolution.Daily } },
  ],
  ['CryptoFutureHourlyMarginInterestRegressionAlgorithm', CryptoFutureMarginInterest],
  ['CryptoFutureLeverageBasedMarginRegressionAlgorithm', CryptoFutureLeverage],
  ['DYDXCryptoFuturesRegressionAlgorithm', DYDXCryptoFutures],
]);
