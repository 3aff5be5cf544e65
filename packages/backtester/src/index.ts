export { barLocation, impliedDecimals, zipEntryName } from './data/lean/lean-paths.ts';
export { readFirstZipEntry } from './data/zip/zip-reader.ts';
export { zipFile } from './data/zip/zip-writer.ts';
export { backtest, type BacktestOptions, type BacktestProgress, type BacktestRun, runEngine } from './backtest.ts';
export { type DataSource, openDataFolder } from './data-source.ts';
export { CsvDataFeed } from './data/csv/csv-data-feed.ts';
export { LeanDataFeed } from './data/lean/lean-data-feed.ts';
export { builtInReferenceData, LeanReferenceData } from './data/lean/lean-reference-data.ts';
