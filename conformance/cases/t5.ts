import AddRemoveSecurity from '../strategies/t5/add-remove-security.ts';
import AddRemoveSecurityCache from '../strategies/t5/add-remove-security-cache.ts';
import AdjustedVolume from '../strategies/t5/adjusted-volume.ts';
import AuxiliaryDataHandlers from '../strategies/t5/auxiliary-data-handlers.ts';
import CustomBuyingPowerModel from '../strategies/t5/custom-buying-power-model.ts';
import CustomMarginInterestRateModel from '../strategies/t5/custom-margin-interest-rate-model.ts';
import CustomModels from '../strategies/t5/custom-models.ts';
import CustomPartialFillModel from '../strategies/t5/custom-partial-fill-model.ts';
import CustomShortableProvider from '../strategies/t5/custom-shortable-provider.ts';
import DailyConsolidationExtendedHoursWarning from '../strategies/t5/daily-consolidation-extended-hours-warning.ts';
import DelistingEvents from '../strategies/t5/delisting-events.ts';
import DividendPayments from '../strategies/t5/dividend.ts';
import EquityMarginCall from '../strategies/t5/equity-margin-call.ts';
import EquitySplitHoldingsDaily from '../strategies/t5/equity-split-holdings-daily.ts';
import EquitySplitHoldingsHour from '../strategies/t5/equity-split-holdings-hour.ts';
import EquitySplitHoldingsMinute from '../strategies/t5/equity-split-holdings-minute.ts';
import EquityTradeAndQuotes from '../strategies/t5/equity-trade-and-quotes.ts';
import ExtendedMarketHoursHistory from '../strategies/t5/extended-market-hours-history.ts';
import ExtendedMarketTrading from '../strategies/t5/extended-market-trading.ts';
import FeeModelNotUsingAccountCurrency from '../strategies/t5/fee-model-not-using-account-currency.ts';
import ForwardDataOnlyFillModel from '../strategies/t5/forward-data-only-fill-model.ts';
import FractionalQuantity from '../strategies/t5/fractional-quantity.ts';
import HourResolutionMappingEvent from '../strategies/t5/hour-resolution-mapping-event.ts';
import HourReverseSplit from '../strategies/t5/hour-reverse-split.ts';
import HourSplit from '../strategies/t5/hour-split.ts';
import IndiaData from '../strategies/t5/india-data.ts';
import IndicatorVolatility from '../strategies/t5/indicator-volatility-model.ts';
import MappedBenchmark from '../strategies/t5/mapped-benchmark.ts';
import MarginCallClosedMarket from '../strategies/t5/margin-call-closed-market.ts';
import MarketImpactSlippage from '../strategies/t5/market-impact-slippage-model.ts';
import MarketOnCloseOrderBufferExtendedHours from '../strategies/t5/market-on-close-order-buffer-extended-hours.ts';
import NoMarginCallExpected from '../strategies/t5/no-margin-call-expected.ts';
import NoMarginCallOutsideRegularHours from '../strategies/t5/no-margin-call-outside-regular-hours.ts';
import ProcessSplitSymbols from '../strategies/t5/process-split-symbols.ts';
import RawData from '../strategies/t5/raw-data.ts';
import ScaledFillForwardData from '../strategies/t5/scaled-fill-forward-data.ts';
import ScaledRawHistory from '../strategies/t5/scaled-raw-history.ts';
import ScaledRawNotAllowed from '../strategies/t5/scaled-raw-not-allowed.ts';
import SecurityCustomProperties from '../strategies/t5/security-custom-properties.ts';
import SecurityInitializationOnReAddition from '../strategies/t5/security-initialization-on-re-addition.ts';
import SecuritySession from '../strategies/t5/security-session.ts';
import SecuritySessionDailyNoPreciseEndTime from '../strategies/t5/security-session-daily-no-precise-end-time.ts';
import SecuritySessionExtendedMarketHours from '../strategies/t5/security-session-extended-market-hours.ts';
import SecuritySessionWithChangeOfResolution from '../strategies/t5/security-session-with-change-of-resolution.ts';
import SecuritySessionWithDailyResolution from '../strategies/t5/security-session-with-daily-resolution.ts';
import SetCustomSettlementModel from '../strategies/t5/set-custom-settlement-model.ts';
import SetEquityDataNormalizationMode from '../strategies/t5/set-equity-data-normalization-mode.ts';
import ShortInterestFee from '../strategies/t5/short-interest-fee.ts';
import ShortableProviderOrdersRejected from '../strategies/t5/shortable-provider-orders-rejected.ts';
import SparseData from '../strategies/t5/sparse-data.ts';
import SplitEquity from '../strategies/t5/split-equity.ts';
import SplitOnTradeBuilder from '../strategies/t5/split-on-trade-builder.ts';
import SplitPartialShare from '../strategies/t5/split-partial-share.ts';
import StrictEndTimeWithExtendedMarketHours from '../strategies/t5/strict-end-time-lower-resolution-fill-forward-with-extended-market-hours.ts';
import TotalPortfolioValue from '../strategies/t5/total-portfolio-value.ts';
import TradeStationOutsideHours from '../strategies/t5/trade-station-outside-hours.ts';
import UnsettledCashOfAnotherCurrency from '../strategies/t5/unsettled-cash-of-another-currency.ts';
import VolatilityModelsWithRawData from '../strategies/t5/volatility-models-with-raw-data.ts';
import ZeroFee from '../strategies/t5/zero-fee.ts';
import { tier } from './conformance-case.ts';

/** Corporate actions, extended hours, margin, custom models. */
export const T5_CASES = tier('T5', [
  ['AddRemoveSecurityCacheRegressionAlgorithm', AddRemoveSecurityCache],
  ['AddRemoveSecurityRegressionAlgorithm', AddRemoveSecurity],
  ['AdjustedVolumeRegressionAlgorithm', AdjustedVolume],
  ['AuxiliaryDataHandlersRegressionAlgorithm', AuxiliaryDataHandlers],
  ['CustomBuyingPowerModelAlgorithm', CustomBuyingPowerModel],
  ['CustomMarginInterestRateModelAlgorithm', CustomMarginInterestRateModel],
  ['CustomModelsAlgorithm', CustomModels],
  ['CustomPartialFillModelAlgorithm', CustomPartialFillModel],
  ['CustomShortableProviderRegressionAlgorithm', CustomShortableProvider],
  ['DailyConsolidationExtendedMarketHoursWarningRegressionAlgorithm', DailyConsolidationExtendedHoursWarning],
  ['DividendRegressionAlgorithm', DividendPayments],
  ['EquitySplitHoldingsDailyRegressionAlgorithm', EquitySplitHoldingsDaily],
  ['EquitySplitHoldingsHourRegressionAlgorithm', EquitySplitHoldingsHour],
  ['EquitySplitHoldingsMinuteRegressionAlgorithm', EquitySplitHoldingsMinute],
  ['EquityTradeAndQuotesRegressionAlgorithm', EquityTradeAndQuotes],
  ['ExtendedMarketHoursHistoryRegressionAlgorithm', ExtendedMarketHoursHistory],
  ['ExtendedMarketTradingRegressionAlgorithm', ExtendedMarketTrading],
  ['FeeModelNotUsingAccountCurrency', FeeModelNotUsingAccountCurrency],
  ['FractionalQuantityRegressionAlgorithm', FractionalQuantity],
  ['HourResolutionMappingEventRegressionAlgorithm', HourResolutionMappingEvent],
  ['HourReverseSplitRegressionAlgorithm', HourReverseSplit],
  ['HourSplitRegressionAlgorithm', HourSplit],
  ['IndiaDataRegressionAlgorithm', IndiaData],
  ['MarginCallClosedMarketRegressionAlgorithm', MarginCallClosedMarket],
  ['MarketImpactSlippageModelRegressionAlgorithm', MarketImpactSlippage],
  ['MarketOnCloseOrderBufferExtendedMarketHoursRegressionAlgorithm', MarketOnCloseOrderBufferExtendedHours],
  ['NoMarginCallOutsideRegularHoursRegressionAlgorithm', NoMarginCallOutsideRegularHours],
  ['RawDataRegressionAlgorithm', RawData],
  ['ScaledFillForwardDataRegressionAlgorithm', ScaledFillForwardData],
  ['ScaledRawDataNormalizationModeNotAllowedSecuritiesAlgorithm', ScaledRawNotAllowed, { status: 'Running' }],
  ['ScaledRawHistoryAlgorithm', ScaledRawHistory],
  ['SecurityInitializationOnReAdditionForEquityRegressionAlgorithm', SecurityInitializationOnReAddition],
  ['SecuritySessionDailyNoPreciseEndTimeRegressionAlgorithm', SecuritySessionDailyNoPreciseEndTime],
  ['SecuritySessionExtendedMarketHoursRegressionAlgorithm', SecuritySessionExtendedMarketHours],
  ['SecuritySessionRegressionAlgorithm', SecuritySession],
  ['SecuritySessionWithChangeOfResolutionRegressionAlgorithm', SecuritySessionWithChangeOfResolution],
  ['SecuritySessionWithDailyResolutionRegressionAlgorithm', SecuritySessionWithDailyResolution],
  ['SetEquityDataNormalizationModeOnAddEquity', SetEquityDataNormalizationMode],
  ['ShortableProviderOrdersRejectedRegressionAlgorithm', ShortableProviderOrdersRejected],
  ['SparseDataRegressionAlgorithm', SparseData],
  ['SplitEquityRegressionAlgorithm', SplitEquity],
  ['SplitOnTradeBuilderRegressionAlgorithm', SplitOnTradeBuilder],
  [
    'StrictEndTimeLowerResolutionFillForwardWithExtendedMarketHoursRegressionAlgorithm',
    StrictEndTimeWithExtendedMarketHours,
  ],
  ['VolatilityModelsWithRawDataAlgorithm', VolatilityModelsWithRawData],
  ['DelistingEventsAlgorithm', DelistingEvents],
  ['EquityMarginCallAlgorithm', EquityMarginCall],
  ['ForwardDataOnlyFillModelAlgorithm', ForwardDataOnlyFillModel],
  ['IndicatorVolatilityModelAlgorithm', IndicatorVolatility],
  ['MappedBenchmarkRegressionAlgorithm', MappedBenchmark],
  ['NoMarginCallExpectedRegressionAlgorithm', NoMarginCallExpected],
  ['ProcessSplitSymbolsRegressionAlgorithm', ProcessSplitSymbols],
  ['SecurityCustomPropertiesAlgorithm', SecurityCustomProperties],
  ['SetCustomSettlementModelRegressionAlgorithm', SetCustomSettlementModel],
  ['ShortInterestFeeRegressionAlgorithm', ShortInterestFee],
  ['SplitPartialShareRegressionAlgorithm', SplitPartialShare],
  ['UnsettledCashWhenQuoteCurrencyIsNotAccountCurrencyAlgorithm', UnsettledCashOfAnotherCurrency],
  ['TotalPortfolioValueRegressionAlgorithm', TotalPortfolioValue],
  ['ZeroFeeRegressionAlgorithm', ZeroFee],
  ['TradeStationBrokerageTradeWithOutsideRegularMarketHoursParameter', TradeStationOutsideHours],
]);
