import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runJson } from './child-process.ts';

/** What a floor's script prints. */
interface FloorReport {
  readonly bars_per_s: number;
  readonly orders_per_s?: number;
}

/** Speed of a floor per second, measured now in a process of its own; null when its script is not there. */
export async function runFloor(options: {
  readonly kit: string;
  readonly dataFolder: string;
  /** Script and arguments. */
  readonly script: readonly string[];
  readonly unit: 'bars' | 'orders';
}): Promise<number | null> {
  const [script = '', ...args] = options.script;
  const file = join(options.kit, script);
  if (!existsSync(file)) return null;
  const report = await runJson<FloorReport>([file, ...args], { BENCH_DATA: options.dataFolder });
  return options.unit === 'orders' ? (report.orders_per_s ?? null) : report.bars_per_s;
}
