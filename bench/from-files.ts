import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipFile } from '@lockstep/backtester';
import { readOne } from './bench-data.ts';
import { runNode } from './child-process.ts';

const MS_PER_DAY = 86_400_000;
const COIN = 'btcusd';

/** Seconds that the whole `lockstep backtest` process of W1 takes. */
export interface ProcessSeconds {
  /** Data parsed from zips. */
  readonly cold: number;
  /** Parsed data taken from the cache. */
  readonly cached: number;
}

/** Times the command line on the million bars in LEAN's crypto layout; the best of several runs each. */
export async function timeProcess(root: string, dataFolder: string, runs: number): Promise<ProcessSeconds> {
  const lean = join(dataFolder, 'lean');
  writeLeanFiles(dataFolder, lean);
  const cache = join(dataFolder, 'cache');
  let cold = Number.POSITIVE_INFINITY;
  let cached = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    rmSync(cache, { recursive: true, force: true });
    cold = Math.min(cold, await timeOnce(root, dataFolder, lean, cache));
    cached = Math.min(cached, await timeOnce(root, dataFolder, lean, cache));
  }
  return { cold, cached };
}

async function timeOnce(root: string, dataFolder: string, lean: string, cache: string): Promise<number> {
  const cli = join(root, 'packages', 'runner', 'dist', 'cli.js');
  const strategy = fileURLToPath(new URL('./cross-strategy.ts', import.meta.url));
  const before = performance.now();
  await runNode([
    cli,
    'backtest',
    strategy,
    '--data',
    lean,
    '--cache',
    cache,
    '--out',
    join(dataFolder, 'out'),
    '--quiet',
  ]);
  return (performance.now() - before) / 1_000;
}

/** One zip a day, as LEAN keeps minute trades of crypto: milliseconds of the day, open, high, low, close, volume. */
function writeLeanFiles(dataFolder: string, lean: string): void {
  const folder = join(lean, 'crypto', 'coinbase', 'minute', COIN);
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  const { time, open, high, low, close, volume } = readOne(dataFolder);
  let rows: string[] = [];
  for (let row = 0; row < time.length; row += 1) {
    const start = time[row]!;
    rows.push(`${start % MS_PER_DAY},${open[row]},${high[row]},${low[row]},${close[row]},${volume[row]}`);
    const isLast = row === time.length - 1 || Math.floor(time[row + 1]! / MS_PER_DAY) > Math.floor(start / MS_PER_DAY);
    if (!isLast) continue;
    const day = new Date(start).toISOString().slice(0, 10).replaceAll('-', '');
    const content = Buffer.from(`${rows.join('\n')}\n`);
    writeFileSync(join(folder, `${day}_trade.zip`), zipFile(`${day}_${COIN}_minute_trade.csv`, content));
    rows = [];
  }
}
