import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runLockstep } from '../../test/run-lockstep.ts';
import { scratchFolder } from '../../test/scratch-folder.ts';
import { packageFolder } from '../package-folder.ts';

const EXAMPLES = join(packageFolder, '..', '..', 'examples');
const DATA = join(EXAMPLES, 'data');

/** Buys by the wall clock: nothing that two runs could have alike. */
const UNSTEADY = `import { Algorithm, Resolution } from '@lockstep/core';
let runs = 0;
export default class Unsteady extends Algorithm {
  override initialize() {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 3, 4);
    this.setCash(100_000);
    this.addEquity('ALFA', Resolution.Minute);
    runs += 1;
  }
  override onData() {
    if (!this.portfolio.invested) this.marketOrder('ALFA', 10 * runs);
  }
}
`;

describe('lockstep rehearse', () => {
  it('finds an example identical over the wire of Alpaca, and says what was compared', async () => {
    const strategy = join(EXAMPLES, 'opening-range-breakout', 'strategy.ts');
    const { code, out, err } = await runLockstep(
      scratchFolder(),
      'rehearse',
      strategy,
      '--broker',
      'alpaca',
      '--data',
      DATA,
    );
    expect(code, out + err).toBe(0);
    expect(out).toMatch(/^identical: \d+ requests, \d+ order events, \d+ orders, \d+ trades, .*\d+ data points$/m);
  });

  it('says what neither run could do: orders that the broker cannot take', async () => {
    const strategy = join(EXAMPLES, 'limit-if-touched-pullback', 'strategy.ts');
    const args = ['rehearse', strategy, '--broker', 'alpaca', '--data', DATA];
    const { code, out, err } = await runLockstep(scratchFolder(), ...args);
    expect(code, out + err).toBe(0);
    expect(out).toMatch(/^identical: /m);
    expect(out).toMatch(/^5 errors were logged in both runs.* The first, 2024-03-04 .*LimitIfTouched orders are not/m);
  });

  it('shows the first difference with its cause, and fails', async () => {
    const cwd = scratchFolder({ 'package.json': '{ "type": "module" }', 'strategy.ts': UNSTEADY });
    const { code, out } = await runLockstep(cwd, 'rehearse', 'strategy.ts', '--broker', 'alpaca', '--data', DATA);
    expect(code).toBe(5);
    expect(out).toContain('different in requests, at 2024-03-04 14:31:00 UTC');
    expect(out).toContain('backtest   place order #1: quantity "10"');
    expect(out).toContain('rehearsal  place order #1: quantity "20"');
    expect(out).toContain('→ The strategy decided otherwise');
  });

  it('says which brokers there are to rehearse at', async () => {
    const strategy = join(EXAMPLES, 'opening-range-breakout', 'strategy.ts');
    const { code, err } = await runLockstep(scratchFolder(), 'rehearse', strategy, '--data', DATA);
    expect([code, err]).toEqual([2, expect.stringContaining('expected --broker alpaca')]);
  });
});
