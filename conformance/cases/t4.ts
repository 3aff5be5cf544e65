import AddBetaNewAssets from '../strategies/t4/add-beta-new-assets.ts';
import AxosBrokerage from '../strategies/t4/axos-brokerage.ts';
import BasicTemplateCrypto from '../strategies/t4/basic-template-crypto.ts';
import BasicTemplateIndia from '../strategies/t4/basic-template-india.ts';
import BinanceCashAccountFee from '../strategies/t4/binance-cash-account-fee.ts';
import BinanceMarginAccountFee from '../strategies/t4/binance-margin-account-fee.ts';
import BitfinexCashAccountFee from '../strategies/t4/bitfinex-cash-account-fee.ts';
import BitfinexMarginAccountFee from '../strategies/t4/bitfinex-margin-account-fee.ts';
import BybitCrypto from '../strategies/t4/bybit-crypto.ts';
import CancelOpenOrders from '../strategies/t4/cancel-open-orders.ts';
import CfdTimeZones from '../strategies/t4/cfd-time-zones.ts';
import CoinbaseYear from '../strategies/t4/coinbase-year.ts';
import CorrelationLastValue from '../strategies/t4/correlation-last-value.ts';
import CustomBrokerageModel from '../strategies/t4/custom-brokerage-model.ts';
import DailyHistoryForDailyResolution from '../strategies/t4/daily-history-for-daily-resolution.ts';
import DailyHistoryForMinuteResolution from '../strategies/t4/daily-history-for-minute-resolution.ts';
import DaylightSavingTimeHistory from '../strategies/t4/daylight-saving-time-history.ts';
import ForexInternalFeedHigherResolution from '../strategies/t4/forex-internal-feed-higher-resolution.ts';
import ForexInternalFeedSameResolution from '../strategies/t4/forex-internal-feed-same-resolution.ts';
import ForexMultiResolution from '../strategies/t4/forex-multi-resolution.ts';
import InsufficientMarginOrderUpdate from '../strategies/t4/insufficient-margin-order-update.ts';
import MinimumOrderSize from '../strategies/t4/minimum-order-size.ts';
import OrderSubmissionDataKept from '../strategies/t4/order-submission-data.ts';
import RuntimeCurrencyConversionSeeding from '../strategies/t4/runtime-currency-conversion-seeding.ts';
import SetAccountCurrency from '../strategies/t4/set-account-currency.ts';
import SetAccountCurrencyCashBuyingPowerModel from '../strategies/t4/set-account-currency-cash-buying-power-model.ts';
import SetAccountCurrencySecurityMarginModel from '../strategies/t4/set-account-currency-security-margin-model.ts';
import SetAccountCurrencyWithAmount from '../strategies/t4/set-account-currency-with-amount.ts';
import SetCashOnData from '../strategies/t4/set-cash-on-data.ts';
import SetMarketHoursAndSymbolProperties from '../strategies/t4/set-market-hours-and-symbol-properties.ts';
import StableCoins from '../strategies/t4/stable-coins.ts';
import StartingCapital from '../strategies/t4/starting-capital.ts';
import TwoLegCurrencyConversion from '../strategies/t4/two-leg-currency-conversion.ts';
import WarmUpConversionRates from '../strategies/t4/warm-up-conversion-rates.ts';
import WarmUpDataTypes from '../strategies/t4/warm-up-data-types.ts';
import WarmUpDataTypesBarCount from '../strategies/t4/warm-up-data-types-bar-count.ts';
import WarmUpFinishedOrdering from '../strategies/t4/warm-up-finished-ordering.ts';
import WarmUpOfAMillionMinutes from '../strategies/t4/warm-up-of-a-million-minutes.ts';
import WarmUpStartingPortfolioValue from '../strategies/t4/warm-up-starting-portfolio-value.ts';
import ZeroedBenchmark from '../strategies/t4/zeroed-benchmark.ts';
import { tier } from './conformance-case.ts';

/** Currencies, forex, crypto, CFD, brokerage models. */
export const T4_CASES = tier('T4', [
  ['AddBetaIndicatorNewAssetsRegressionAlgorithm', AddBetaNewAssets],
  ['BasicSetAccountCurrencyAlgorithm', SetAccountCurrency],
  ['BasicSetAccountCurrencyWithAmountAlgorithm', SetAccountCurrencyWithAmount],
  ['BasicTemplateAxosAlgorithm', AxosBrokerage],
  ['BasicTemplateCryptoAlgorithm', BasicTemplateCrypto],
  ['BasicTemplateIndiaAlgorithm', BasicTemplateIndia],
  ['BinanceCashAccountFeeRegressionAlgorithm', BinanceCashAccountFee],
  ['BinanceMarginAccountFeeRegressionAlgorithm', BinanceMarginAccountFee],
  ['BitfinexCashAccountFeeRegressionAlgorithm', BitfinexCashAccountFee],
  ['BitfinexMarginAccountFeeRegressionAlgorithm', BitfinexMarginAccountFee],
  ['BybitCryptoRegressionAlgorithm', BybitCrypto],
  ['CancelOpenOrdersRegressionAlgorithm', CancelOpenOrders],
  ['CfdTimeZonesRegressionAlgorithm', CfdTimeZones],
  ['CoinbaseCryptoYearMarketTradingRegressionAlgorithm', CoinbaseYear],
  ['CorrelationLastComputedValueRegressionAlgorithm', CorrelationLastValue],
  ['CustomBrokerageModelRegressionAlgorithm', CustomBrokerageModel],
  ['DailyHistoryForDailyResolutionRegressionAlgorithm', DailyHistoryForDailyResolution],
  ['DailyHistoryForMinuteResolutionRegressionAlgorithm', DailyHistoryForMinuteResolution],
  ['DaylightSavingTimeHistoryRegressionAlgorithm', DaylightSavingTimeHistory],
  ['ForexInternalFeedOnDataHigherResolutionRegressionAlgorithm', ForexInternalFeedHigherResolution],
  ['ForexInternalFeedOnDataSameResolutionRegressionAlgorithm', ForexInternalFeedSameResolution],
  ['ForexMultiResolutionRegressionAlgorithm', ForexMultiResolution],
  ['HistoryProviderManagerRegressionAlgorithm', WarmUpOfAMillionMinutes],
  ['InsufficientMarginOrderUpdateRegressionAlgorithm', InsufficientMarginOrderUpdate],
  ['ManuallySetMarketHoursAndSymbolPropertiesDatabaseEntriesAlgorithm', SetMarketHoursAndSymbolProperties],
  ['MinimumOrderSizeRegressionAlgorithm', MinimumOrderSize],
  ['OnWarmupFinishedOrderingRegressionAlgorithm', WarmUpFinishedOrdering],
  ['OrderSubmissionDataRegressionAlgorithm', OrderSubmissionDataKept],
  ['RuntimeCurrencyConversionSeedingRegressionAlgorithm', RuntimeCurrencyConversionSeeding],
  ['SetAccountCurrencyCashBuyingPowerModelRegressionAlgorithm', SetAccountCurrencyCashBuyingPowerModel],
  ['SetAccountCurrencySecurityMarginModelRegressionAlgorithm', SetAccountCurrencySecurityMarginModel],
  ['SetCashOnDataRegressionAlgorithm', SetCashOnData],
  ['StableCoinsRegressionAlgorithm', StableCoins],
  ['StartingCapitalRegressionAlgorithm', StartingCapital],
  ['TwoLegCurrencyConversionRegressionAlgorithm', TwoLegCurrencyConversion],
  ['WarmupConversionRatesRegressionAlgorithm', WarmUpConversionRates],
  ['WarmupDataTypesBarCountWarmupRegressionAlgorithm', WarmUpDataTypesBarCount],
  ['WarmupDataTypesRegressionAlgorithm', WarmUpDataTypes],
  ['WarmupStartingPortfolioValueRegressionAlgorithm', WarmUpStartingPortfolioValue],
  ['ZeroedBenchmarkRegressionAlgorithm', ZeroedBenchmark],
]);
