import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { templateCopy } from '../../test/template-copy.ts';
import { packageFolder } from '../package-folder.ts';
import { type StartedIbSimulator, startIbSimulator } from './start-ib-simulator.ts';

const DATA = join(templateCopy(), 'data');
const EXAMPLES = join(packageFolder, '..', '..', 'examples', 'data');

let started: StartedIbSimulator | null = null;

afterEach(async () => {
  await started?.stop();
  started = null;
});

describe('a simulator of TWS on a data folder', () => {
  it('plays the recorded day: orders fill at its prices', async () => {
    started = await startIbSimulator({ data: DATA, speed: 0 });
    expect([started.date, started.tickers]).toEqual(['2024-03-04', ['ALFA', 'SPX']]);
    const { simulator, skip } = started;
    skip(600_000);
    const price = simulator.instruments.findStock('ALFA')?.security?.price;
    expect(price).toBeGreaterThan(0);
    const order = simulator.manual.place({ symbol: 'ALFA', action: 'BUY', quantity: 10 });
    expect(order.status).toBe('Filled');
    expect(order.averagePrice.toNumber()).toBeCloseTo(price ?? 0, 0);
    expect(order.commission?.currency).toBe('USD');
  });

  it('plays currency pairs as well', async () => {
    started = await startIbSimulator({ data: EXAMPLES, date: '2024-03-05', speed: 0 });
    expect(started.tickers).toContain('EURUSD');
    const { simulator, skip } = started;
    skip(600_000);
    const order = simulator.manual.place({
      symbol: 'EUR',
      secType: 'CASH',
      currency: 'USD',
      action: 'BUY',
      quantity: 25_000,
    });
    expect([order.status, order.instrument.contract.localSymbol]).toEqual(['Filled', 'EUR.USD']);
  });

  it('says what is missing', async () => {
    await expect(startIbSimulator({ data: join(DATA, 'nowhere') })).rejects.toMatchObject({
      code: 'DATA_FOLDER_MISSING',
    });
    await expect(startIbSimulator({ data: join(DATA, '..') })).rejects.toMatchObject({ code: 'DATA_SYMBOL_MISSING' });
  });
});
