// The public entry: backtests as functions, their data sources and what they write.

// Run a backtest.

export { type BacktestOptions, type BacktestProgress, type BacktestRun, backtest, runEngine } from './backtest.ts';
export { describeRun, type RunHashes } from './describe-run.ts';
export { FolderObjectStorage } from './folder-object-storage.ts';
export { lintOutcome } from './lint/lint-outcome.ts';
export type { LintOptions } from './lint/lint-rule.ts';

// Write its result and report.

export { renderReport } from './report/render-report.ts';
export type { ReportFills, ReportPrices } from './report/report-input.ts';
export type { ReportExtras } from './report/report-of-result.ts';
export { resultText, type WriteBacktestOptions, type WrittenBacktest, writeBacktest } from './write-backtest.ts';

// Pages of the report's look.

export { type HtmlPart, html, type SafeHtml } from './report/html.ts';
export { type HtmlPage, htmlPage } from './report/html-page.ts';

// Data sources, and the layout of LEAN's files for tools that read and write them.

export { CsvDataFeed } from './data/csv/csv-data-feed.ts';
export { CsvField, type CsvOptions } from './data/csv/csv-options.ts';
export { LeanDataFeed, type LeanDataFeedOptions } from './data/lean/lean-data-feed.ts';
export { builtInReferenceData, LeanReferenceData } from './data/lean/lean-reference-data.ts';
export { type LeanBarTarget, writeLeanBars } from './data/lean/lean-writer.ts';
export type {
  WritableBars,
  WritablePrices,
  WritableQuotes,
  WritableSide,
  WritableTrades,
} from './data/lean/writable-bars.ts';
export { readFirstZipEntry, type ZipEntry } from './data/zip/zip-reader.ts';
export { zipFile } from './data/zip/zip-writer.ts';
export { type DataSource, openDataFolder, type RunDataSource } from './data-source.ts';
