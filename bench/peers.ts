import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runJson } from './child-process.ts';

/** Two packages from npm that do W1's work in their own way, with the kit's scripts for them. */
const PEERS = [
  { name: 'grademark', script: 'bench_grademark.mjs' },
  { name: 'pinets', script: 'bench_pinets.mjs' },
] as const;

/** Installs them into a folder of their own: they are no dependency of the project. */
const PACKAGES = 'grademark@0.3.0 data-forge chai@4 pinets@0.9.34';
const BARS = 1_000_000;

/** W1 by another package. */
export interface PeerResult {
  readonly name: string;
  /** Bars per second, the best run. */
  readonly best: number;
  readonly megabytes: number;
}

/** Measures the peers whose modules are in a folder, each run in a process of its own; says how to get those that are not. */
export async function measurePeers(options: {
  readonly kit: string;
  readonly dataFolder: string;
  readonly folder: string;
  readonly runs: number;
}): Promise<PeerResult[]> {
  const { kit, dataFolder, folder, runs } = options;
  const results: PeerResult[] = [];
  for (const { name, script } of PEERS) {
    const file = join(kit, script);
    if (!existsSync(file) || !existsSync(join(folder, 'node_modules', name))) {
      process.stdout.write(
        `${name}: not measured. It takes ${file} and: npm install --no-save --prefix ${folder} ${PACKAGES}\n`,
      );
      continue;
    }
    const reports: { bars_per_s: number; rss_mb: number }[] = [];
    for (let run = 0; run < runs; run += 1) {
      const env = { BENCH_DATA: dataFolder, BENCH_MODULES: `${folder}/` };
      reports.push(await runJson([file, String(BARS)], env));
    }
    const best = Math.max(...reports.map((report) => report.bars_per_s));
    const megabytes = Math.max(...reports.map((report) => report.rss_mb));
    process.stdout.write(`W1 by ${name}: ${best} bars/s, ${megabytes} MB\n`);
    results.push({ name, best, megabytes });
  }
  return results;
}
