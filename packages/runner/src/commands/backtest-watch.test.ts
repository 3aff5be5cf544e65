import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { scratchFolder, writeFiles } from '../../test/scratch-folder.ts';
import { generateData } from '../data/generate-data.ts';
import { createStyle } from '../terminal/terminal.ts';
import { watchBacktest } from './backtest-watch.ts';
import type { CommandContext } from './command-context.ts';

const STRATEGY = `import { Algorithm, Resolution } from '@lockstep/core';
import { quantity } from './quantity.ts';

export default class BuyOnce extends Algorithm {
  override initialize(): void {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 3, 4);
    this.setCash(100_000);
    this.addEquity('DEMO', Resolution.Minute);
  }
  override onData(): void {
    if (!this.portfolio.invested) this.marketOrder('DEMO', quantity);
  }
}
`;

/** Text that a stream gets, and a promise of the moment when it contains something new. */
class Transcript {
  readonly stream = new PassThrough();
  #text = '';
  #seen = 0;

  constructor() {
    this.stream.setEncoding('utf8').on('data', (chunk: string) => {
      this.#text += chunk;
    });
  }

  async until(expected: string): Promise<string> {
    for (;;) {
      const at = this.#text.indexOf(expected, this.#seen);
      if (at >= 0) {
        const text = this.#text.slice(this.#seen, at + expected.length);
        this.#seen = at + expected.length;
        return text;
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

describe('watchBacktest', () => {
  it('runs again when a file of the strategy changes, shows what changed, and survives errors', {
    timeout: 30_000,
  }, async () => {
    const cwd = scratchFolder({
      'package.json': '{ "type": "module" }',
      'strategy.ts': STRATEGY,
      'quantity.ts': 'export const quantity = 1;\n',
    });
    generateData({ data: join(cwd, 'data'), symbol: 'DEMO', from: '2024-03-04' });
    const transcript = new Transcript();
    const { stream } = transcript;
    const context: CommandContext = {
      terminal: {
        out: stream,
        err: stream,
        outIsScreen: false,
        errIsScreen: false,
        width: 80,
        style: createStyle(false),
      },
      cwd,
      exit: () => undefined,
      isDebug: () => false,
      onInterrupt: () => () => {},
      onStopSignal: () => () => {},
    };
    const stop = new AbortController();
    onTestFinished(() => stop.abort());
    const watching = watchBacktest('strategy.ts', { report: true }, context, stop.signal);

    const first = await transcript.until('Waiting for a change');
    expect(first).toMatch(/Total Orders +1\b/);
    writeFiles(cwd, { 'quantity.ts': 'export const quantity = 5;\n' });
    const second = await transcript.until('Waiting for a change');
    expect(second).toContain('quantity.ts changed.');
    expect(second).toMatch(/Changed +before +now\n/);
    expect(second).toMatch(/OrderListHash +[0-9a-f]{32} +[0-9a-f]{32}/);
    expect(second).not.toContain('Total Orders');
    writeFiles(cwd, { 'quantity.ts': 'export const quantity = ;\n' });
    expect(await transcript.until('Waiting for a change')).toContain('STRATEGY_SYNTAX');
    writeFiles(cwd, { 'quantity.ts': 'export const quantity = 5; // as before\n' });
    expect(await transcript.until('Waiting for a change')).toContain('No statistic changed.');

    stop.abort();
    await expect(watching).resolves.toBeUndefined();
  });

  it('refuses a file that is not there', async () => {
    const context = {} as CommandContext;
    await expect(
      watchBacktest('nothing.ts', { report: true }, { ...context, cwd: scratchFolder() }, new AbortController().signal),
    ).rejects.toMatchObject({
      code: 'STRATEGY_NOT_FOUND',
    });
  });
});
