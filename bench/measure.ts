// One measured run in a process of its own: `measure.ts <workload> <data folder>` prints a JSON line.
import { type Measurement, mismatches } from './measurement.ts';
import { WORKLOADS } from './workloads/all-workloads.ts';
import { figuresOf } from './workloads/workload.ts';

const [name = '', dataFolder = ''] = process.argv.slice(2);
const workload = WORKLOADS[name];
if (workload === undefined)
  throw new Error(`There is no workload '${name}'; there are ${Object.keys(WORKLOADS).join(', ')}.`);
const prepared = workload.prepare(dataFolder);
// What the warm-up made stays reachable: collected with it, the shapes that compiled code relies on would go.
const warm = [await prepared.warmUp(), await prepared.warmUp()];
const cpuBefore = process.cpuUsage();
const before = performance.now();
const outcome = await prepared.run();
const wallMs = performance.now() - before;
const cpu = process.cpuUsage(cpuBefore);
const figures = figuresOf(outcome, prepared.bars);
const measurement: Measurement = {
  wallMs,
  cpuMs: (cpu.user + cpu.system) / 1_000,
  megabytes: Math.round(process.resourceUsage().maxRSS / 1_024),
  figures,
  mismatches: mismatches(figures, prepared.expected),
};
process.stdout.write(`${JSON.stringify(measurement)}\n`);
warm.length = 0;
