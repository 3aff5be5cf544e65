// One library and one indicator in a process of its own: prints the best of its runs as a JSON line.
import { type IndicatorName, LIBRARIES } from './libraries.ts';
import { randomPrices } from './prices.ts';

const UPDATES = 1_000_000;
const [library = '', indicator = '', folder = '', runs = ''] = process.argv.slice(2);
const prices = randomPrices(UPDATES);
const make = LIBRARIES[library]!.load(folder)[indicator as IndicatorName];
let best = 0;
for (let run = 0; run < Number(runs); run += 1) {
  const update = make(prices);
  const before = process.cpuUsage();
  for (let index = 0; index < UPDATES; index += 1) update(index);
  const { user, system } = process.cpuUsage(before);
  // Microseconds, so the quotient is in millions a second.
  best = Math.max(best, UPDATES / (user + system));
}
process.stdout.write(`${JSON.stringify({ millionsPerSecond: best })}\n`);
