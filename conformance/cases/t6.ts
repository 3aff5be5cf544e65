import BybitCustomDataCrypto from '../strategies/t6/bybit-custom-data-crypto.ts';
import CustomBenchmarkBesideCustomData from '../strategies/t6/custom-benchmark-beside-custom-data.ts';
import CustomDataMultiFileObjectStore from '../strategies/t6/custom-data-multi-file-object-store.ts';
import CustomDataObjectStore from '../strategies/t6/custom-data-object-store.ts';
import CustomDataProperties from '../strategies/t6/custom-data-properties.ts';
import CustomDataUsingMapFile from '../strategies/t6/custom-data-using-map-file.ts';
import CustomDataZippedObjectStore from '../strategies/t6/custom-data-zipped-object-store.ts';
import CustomSecurityDataFilter from '../strategies/t6/custom-security-data-filter.ts';
import DataAboutASecurity from '../strategies/t6/data-about-a-security.ts';
import DescendingCustomDataObjectStore from '../strategies/t6/descending-custom-data-object-store.ts';
import EquityTickQuoteAdjustedMode from '../strategies/t6/equity-tick-quote-adjusted-mode.ts';
import HistoryTour from '../strategies/t6/history-tour.ts';
import HistoryWithCustomDataSource from '../strategies/t6/history-with-custom-data-source.ts';
import IndicatorSuite from '../strategies/t6/indicator-suite.ts';
import ObjectStoreExample from '../strategies/t6/object-store-example.ts';
import TickHistoryByCount from '../strategies/t6/tick-history-by-count.ts';
import TrainingExample from '../strategies/t6/training-example.ts';
import UnlinkedTradeBars from '../strategies/t6/unlinked-trade-bars.ts';
import VBaseSignalExport from '../strategies/t6/v-base-signal-export.ts';
import VolumeRenko from '../strategies/t6/volume-renko-consolidator.ts';
import WarmupTrain from '../strategies/t6/warmup-train.ts';
import { tier } from './conformance-case.ts';

/** Ticks, custom data, services. */
export const T6_CASES = tier('T6', [
  ['BybitCustomDataCryptoRegressionAlgorithm', BybitCustomDataCrypto],
  ['CustomBenchmarkRegressionAlgorithm', CustomBenchmarkBesideCustomData],
  ['CustomDataMultiFileObjectStoreRegressionAlgorithm', CustomDataMultiFileObjectStore],
  ['CustomDataObjectStoreRegressionAlgorithm', CustomDataObjectStore],
  ['CustomDataPropertiesRegressionAlgorithm', CustomDataProperties],
  ['CustomDataUsingMapFileRegressionAlgorithm', CustomDataUsingMapFile],
  ['CustomDataZippedObjectStoreRegressionAlgorithm', CustomDataZippedObjectStore],
  ['CustomSecurityDataFilterRegressionAlgorithm', CustomSecurityDataFilter],
  ['DescendingCustomDataObjectStoreRegressionAlgorithm', DescendingCustomDataObjectStore],
  ['EquityTickQuoteAdjustedModeRegressionAlgorithm', EquityTickQuoteAdjustedMode],
  ['HistoryWithCustomDataSourceRegressionAlgorithm', HistoryWithCustomDataSource],
  ['IndicatorSuiteAlgorithm', IndicatorSuite],
  ['TrainingExampleAlgorithm', TrainingExample],
  ['VBaseSignalExportDemonstrationAlgorithm', VBaseSignalExport],
  ['VolumeRenkoConsolidatorAlgorithm', VolumeRenko],
  ['WarmupTrainRegressionAlgorithm', WarmupTrain],
  ['CustomDataUnlinkedTradeBarIconicTypeConsolidationRegressionAlgorithm', UnlinkedTradeBars],
  ['ObjectStoreExampleAlgorithm', ObjectStoreExample],
  ['PeriodBasedHistoryRequestNotAllowedWithTickResolutionRegressionAlgorithm', TickHistoryByCount],
  ['HistoryAlgorithm', HistoryTour],
  ['DynamicSecurityDataRegressionAlgorithm', DataAboutASecurity],
]);
