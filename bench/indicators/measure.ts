// One library and one indicator in a process of its own: prints the best of its runs as a JSON line.
import { type IndicatorName, LIBRARIES, type Update } from './libraries.ts';
import { randomPrices } from './prices.ts';

const UPDATES = 1_000_000;
const [library = '', indicator = '', folder = '', runs = ''] = process.argv.slice(2);
const prices = randomPrices(UPDATES);
const make = LIBRARIES[library]!.load(folder)[indicator as IndicatorName];
// What was measured stays reachable: collected, it would take the shapes along that compiled code relies on.
const measured: Update[] = [];
let best = 0;
for (let run = 0; run < Number(runs); run += 1) {
  const update = make(prices);
  measured.push(update);
  best = Math.max(best, speedOf(update));
}
process.stdout.write(`${JSON.stringify({ millionsPerSecond: best })}\n`);
measured.length = 0;

/** Millions a second. */
function speedOf(update: Update): number {
  const before = process.cpuUsage();
  for (let index = 0; index < UPDATES; index += 1) update(index);
  const { user, system } = process.cpuUsage(before);
  // Microseconds, so the quotient is in millions a second.
  return UPDATES / (user + system);
}
