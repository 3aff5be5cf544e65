import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type AlpacaLatencyResult, alpacaLatencyLine, measureAlpacaLatency } from './alpaca-latency.ts';
import { runJson, runNode } from './child-process.ts';
import { runFloor } from './floor.ts';
import { type ProcessSeconds, timeProcess } from './from-files.ts';
import { runIndicators } from './indicators/run.ts';
import { type LatencyResult, latencyLine, measureLatency } from './live-latency.ts';
import { measureMemory, memoryLine } from './live-memory.ts';
import type { Measurement } from './measurement.ts';
import { measurePeers } from './peers.ts';
import { measureSweep, type SweepResult } from './sweep.ts';
import { WORKLOADS } from './workloads/all-workloads.ts';

const USAGE = `Measures the engine beside its floor: the same work in plain Node, without an engine, in the same run.

  npm run bench                    every workload
  npm run bench -- W1 W4           these workloads, with their variants
  npm run bench -- W1 --runs 9     more runs of each (default 5); the best counts
  npm run bench -- W1 --peers      two packages from npm as well, in the same run (bench-peers, or BENCH_PEERS)
  npm run bench -- memory          memory of a live session over 8 virtual hours; not part of a run of all
  npm run bench -- indicators      updates of indicators, beside other packages when they are in bench-peers/indicators

The floors and the generator of the data are in ../shared/bench (or LOCKSTEP_BENCH_KIT); data is kept in bench-data
(or BENCH_DATA). Results: bench/results.json.
`;

const root = join(import.meta.dirname, '..');
const kit = process.env['LOCKSTEP_BENCH_KIT'] ?? join(root, '..', 'shared', 'bench');
const dataFolder = process.env['BENCH_DATA'] ?? join(root, 'bench-data');
const peerFolder = process.env['BENCH_PEERS'] ?? join(root, 'bench-peers');
const { values, positionals } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    peers: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

/** What was measured of one workload. Speeds are per second of wall time. */
interface Result {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly best: number;
  readonly median: number;
  /** Processor time of the best run over its wall time; far from 1 in a run that was disturbed. */
  readonly cpuPerWall: number;
  readonly megabytes: number;
  readonly floor: number | null;
  readonly ofFloor: number | null;
  readonly target: number | null;
  readonly figures: Measurement['figures'];
  readonly mismatches: readonly string[];
}

process.exitCode = await main();

async function main(): Promise<number> {
  const apart = values.help ? null : await runApart();
  if (apart !== null) return apart;
  const names = Object.keys(WORKLOADS).filter((name) => isWanted(name));
  if (values.help || (names.length === 0 && !isWanted('W5') && !isWanted('W6-alpaca'))) {
    process.stdout.write(USAGE);
    return values.help ? 0 : 2;
  }
  if (!(await prepareData())) return 1;
  const results: Result[] = [];
  for (const name of names) results.push(await measure(name, Number(values.runs)));
  const runs = Math.min(3, Number(values.runs));
  const seconds = isWanted('W1') ? await measureProcess() : null;
  const sweep = isWanted('W5') ? await measureSweep({ root, kit, dataFolder, runs }) : null;
  const { latency, alpaca } = await measureLive();
  const peers = values.peers ? await measurePeers({ kit, dataFolder, folder: peerFolder, runs }) : [];
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
  writeFileSync(
    join(root, 'bench', 'results.json'),
    `${JSON.stringify({ ...machine, results, processSeconds: seconds, sweep, latency, alpaca, peers }, null, 2)}\n`,
  );
  tell(results, { sweep, latency, alpaca });
  return [...results, sweep, latency, alpaca].some((measured) => (measured?.mismatches.length ?? 0) > 0) ? 1 : 0;
}

/** What was measured beside the floors; null for what was not asked for. */
interface Others {
  readonly sweep: SweepResult | null;
  readonly latency: LatencyResult | null;
  readonly alpaca: AlpacaLatencyResult | null;
}

/** A line for each, which other programs read. */
function tell(results: readonly Result[], { sweep, latency, alpaca }: Others): void {
  for (const result of results) process.stdout.write(`${closingLine(result)}\n`);
  if (sweep !== null) process.stdout.write(`${sweepLine(sweep)}\n`);
  if (latency !== null) process.stdout.write(`${latencyLine(latency)}\n`);
  if (alpaca !== null) process.stdout.write(`${alpacaLatencyLine(alpaca)}\n`);
}

/** Live sessions. */
async function measureLive(): Promise<Pick<Others, 'latency' | 'alpaca'>> {
  return {
    latency: isWanted('W6') ? await measureLatency(root) : null,
    alpaca: isWanted('W6-alpaca') ? await measureAlpacaLatency(root) : null,
  };
}

/** What is measured by itself; null when something else is asked for. */
async function runApart(): Promise<number | null> {
  if (positionals.includes('indicators'))
    return runIndicators({ folder: join(peerFolder, 'indicators'), runs: Number(values.runs) });
  if (!positionals.includes('memory')) return null;
  const memory = await measureMemory(root);
  process.stdout.write(`${memoryLine(memory)}\n`);
  return memory.mismatches.length > 0 ? 1 : 0;
}

function sweepLine({ best, floor, scaling }: SweepResult): string {
  const part = floor === null ? 'unknown' : (best / floor).toFixed(3);
  return `W5: ${part} of floor, ${whole(best)} bars/s, ${scaling.toFixed(2)} times one thread`;
}

/** The whole command-line process of W1, from files. */
async function measureProcess(): Promise<ProcessSeconds> {
  await runNode([join(root, 'scripts', 'build.mjs'), '--if-stale']);
  const seconds = await timeProcess(root, dataFolder, Math.min(3, Number(values.runs)));
  process.stdout.write(
    `W1 from LEAN's zips, whole process: ${seconds.cold.toFixed(2)} s cold, ${seconds.cached.toFixed(2)} s from the cache\n`,
  );
  return seconds;
}

/** `W1` stands for its variants too. */
function isWanted(name: string): boolean {
  return positionals.length === 0 || positionals.some((wanted) => name === wanted || name.startsWith(`${wanted}-`));
}

async function prepareData(): Promise<boolean> {
  if (existsSync(join(dataFolder, 'one_1m.csv'))) return true;
  const generator = join(kit, 'gen.mjs');
  if (!existsSync(generator)) {
    process.stdout.write(
      `There is no data in ${dataFolder} and no generator at ${generator}; set LOCKSTEP_BENCH_KIT.\n`,
    );
    return false;
  }
  mkdirSync(dataFolder, { recursive: true });
  process.stdout.write('Generating data\n');
  await runNode([generator, dataFolder]);
  return true;
}

/** Runs workload and floor by turns, each time in a process of its own. */
async function measure(name: string, runs: number): Promise<Result> {
  const { title, unit, floor, target } = WORKLOADS[name]!;
  process.stdout.write(`${name}: ${title}\n`);
  const measurements: Measurement[] = [];
  const floors: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const floorSpeed = await runFloor({ kit, dataFolder, script: floor, unit });
    if (floorSpeed !== null) floors.push(floorSpeed);
    measurements.push(await runMeasurement(name));
  }
  const speeds = measurements.map(({ wallMs, figures }) => figures[unit] / (wallMs / 1_000));
  const best = measurements[speeds.indexOf(Math.max(...speeds))]!;
  const bestFloor = floors.length === 0 ? null : Math.max(...floors);
  if (bestFloor === null) process.stdout.write(`  no floor: ${kit} is not there\n`);
  const result: Result = {
    name,
    title,
    unit,
    best: Math.max(...speeds),
    median: median(speeds),
    cpuPerWall: best.cpuMs / best.wallMs,
    megabytes: Math.max(...measurements.map(({ megabytes }) => megabytes)),
    floor: bestFloor,
    ofFloor: bestFloor === null ? null : Math.max(...speeds) / bestFloor,
    target,
    figures: best.figures,
    mismatches: [...new Set(measurements.flatMap((each) => each.mismatches))],
  };
  process.stdout.write(detailLine(result));
  return result;
}

function runMeasurement(name: string): Promise<Measurement> {
  const runTs = join(root, 'scripts', 'run-ts.mjs');
  const program = fileURLToPath(new URL('./measure.ts', import.meta.url));
  return runJson<Measurement>([runTs, program, name, dataFolder]);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function detailLine({ unit, median: middle, floor, target, figures, cpuPerWall, mismatches }: Result): string {
  const parts = [
    `median ${whole(middle)} ${unit}/s`,
    `floor ${floor === null ? 'unknown' : `${whole(floor)} ${unit}/s`}`,
    ...(target === null ? [] : [`target ${target.toFixed(3)}`]),
    `cpu/wall ${cpuPerWall.toFixed(2)}`,
    `${figures.orders} orders, ${figures.fills} fills, equity ${figures.equity}`,
    ...mismatches.map((text) => `WRONG: ${text}`),
  ];
  return `  ${parts.join(' · ')}\n`;
}

/** Other programs read this line. */
function closingLine({ name, ofFloor, best, unit, megabytes }: Result): string {
  return `${name}: ${ofFloor === null ? 'unknown' : ofFloor.toFixed(3)} of floor, ${whole(best)} ${unit}/s, ${megabytes} MB`;
}

function whole(value: number): string {
  return String(Math.round(value));
}
