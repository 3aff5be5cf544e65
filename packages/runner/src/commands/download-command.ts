import type { BrokerKind } from '@lockstep/live/config';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ResolutionName } from '../data/data-target.ts';
import type { DownloadAdjustment, DownloadType } from '../data/download-data.ts';
import { shownFiles } from '../terminal/shown-path.ts';
import { writeLine } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';
import { DATA_OPTION, dateOption, resolutionOption } from './option-parsers.ts';

interface DownloadFlags {
  readonly source: BrokerKind;
  readonly symbols: readonly string[];
  readonly start: string;
  readonly end?: string;
  readonly type: DownloadType;
  readonly resolution: ResolutionName;
  readonly adjust: DownloadAdjustment;
  readonly overwrite?: boolean;
  readonly data: string;
}

/** Adds `lockstep data download`. */
export function addDownloadCommand(data: Command, { terminal, cwd }: CommandContext): void {
  data
    .command('download')
    .summary("fetch bars from a broker's history")
    .description(
      'Fetches bars and writes them as other commands of `data` do, part by part and no faster than the broker allows. ' +
        'Days whose files are there are left out, so that a download that was interrupted goes on where it ended.',
    )
    .addOption(new Option('--source <name>', 'where from').choices(['alpaca', 'ib', 'mt5']).makeOptionMandatory())
    .requiredOption('--symbols <tickers>', 'tickers, with commas between them', tickersOption)
    .requiredOption('--start <date>', 'first day, yyyy-MM-dd', dateOption)
    .option('--end <date>', 'last day, yyyy-MM-dd (default: yesterday)', dateOption)
    .addOption(
      new Option('--type <name>', 'stocks, or, from ib and mt5, currency pairs such as EURUSD, or CFDs')
        .choices(['equity', 'forex', 'cfd'])
        .default('equity'),
    )
    .option('--resolution <name>', 'second, minute, hour or daily', resolutionOption, 'minute')
    .addOption(
      new Option('--adjust <name>', 'prices as they were, or changed for splits, or for splits and dividends')
        .choices(['raw', 'split', 'all'])
        .default('all'),
    )
    .option('--overwrite', 'fetch days again whose files are there')
    .option(...DATA_OPTION)
    .addHelpText(
      'after',
      `
Keys are ALPACA_API_KEY and ALPACA_SECRET_KEY of the environment or .env; ALPACA_FEED chooses iex (default) or sip.
For ib TWS or Gateway has to run: IBKR_HOST, IBKR_PORT and IBKR_CLIENT_ID say where. It adjusts all prices for splits,
and those of days for dividends as well unless --adjust says otherwise.
For mt5 a terminal has to be there as for lockstep live: MT5_LOGIN, MT5_PASSWORD, MT5_SERVER, MT5_BRIDGE and MT5_SYMBOLS.

Examples:
  $ lockstep data download --source alpaca --symbols SPY,AAPL --start 2024-01-02 --end 2024-03-28
  $ lockstep data download --source alpaca --symbols SPY --start 2016-01-04 --resolution daily
  $ lockstep data download --source ib --symbols SPY --start 2024-01-02 --resolution daily
  $ lockstep data download --source ib --type forex --symbols EURUSD --start 2024-03-04
  $ lockstep data download --source mt5 --type forex --symbols EURUSD,GBPUSD --start 2024-03-04`,
    )
    .action(async ({ data: folder, ...flags }: DownloadFlags) => {
      const { downloadData } = await import('../data/download-data.ts');
      const { out, style } = terminal;
      const done = await downloadData({
        ...flags,
        data: folder,
        onPart: ({ symbol, firstDay, lastDay, bars }) =>
          writeLine(out, style.dim(`${symbol}  ${firstDay} to ${lastDay}: ${bars} bars`)),
        onNotice: (text) => writeLine(out, style.yellow(text)),
      });
      for (const { symbol, bars, files, skippedDays } of done) {
        const kept = skippedDays === 0 ? '' : `, ${skippedDays} days were there`;
        writeLine(out, `${style.bold(symbol)}  ${bars} ${flags.resolution} bars${kept}`);
        if (files.length > 0) writeLine(out, `  ${shownFiles(files, cwd)}`);
      }
    });
}

function tickersOption(text: string): string[] {
  const tickers = text
    .split(',')
    .map((ticker) => ticker.trim().toUpperCase())
    .filter((ticker) => ticker !== '');
  if (tickers.length === 0) throw new InvalidArgumentError('Expected tickers such as SPY,AAPL.');
  return [...new Set(tickers)];
}
