import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { templateCopy } from '../../test/template-copy.ts';
import { packageFolder } from '../package-folder.ts';
import { type StartedSimulator, startSimulator } from './start-simulator.ts';

const DATA = join(templateCopy(), 'data');
const PAGE = join(packageFolder, '..', '..', 'docs', 'brokers', 'alpaca-simulator.md');

let started: StartedSimulator | null = null;

afterEach(async () => {
  await started?.stop();
  started = null;
});

/** A command of the page, and what it prints at least. */
interface Example {
  readonly command: string;
  readonly printed: unknown;
}

function examples(): Example[] {
  const blocks = [...readFileSync(PAGE, 'utf8').matchAll(/```(sh|json)\n([\s\S]*?)```/g)];
  return blocks.flatMap(([, language, text = ''], index) => {
    const [, next, json = ''] = blocks[index + 1] ?? [];
    return language === 'sh' ? [{ command: text, printed: next === 'json' ? JSON.parse(json) : null }] : [];
  });
}

/** What a shell prints. It runs beside: the server is in this process. */
function output(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const shell = spawn('sh', ['-c', command]);
    let text = '';
    shell.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    shell.on('error', reject);
    shell.on('close', () => resolve(text));
  });
}

describe('a simulator of a data folder', () => {
  it('does what its page says, example by example', async () => {
    started = await startSimulator({ data: DATA, date: '2024-03-04', speed: 0 });
    const { trading } = started.simulator.endpoints;
    const all = examples();
    expect(all.length).toBeGreaterThan(7);
    for (const { command, printed } of all) {
      const text = await output(command.replaceAll('http://127.0.0.1:8790', trading));
      if (printed === null) expect(text, command).toBe('');
      else expect(JSON.parse(text), command).toMatchObject(printed as object);
    }
  });

  it('plays the recorded day: orders, account and market data have the same prices', async () => {
    started = await startSimulator({ data: DATA, speed: 0 });
    expect([started.date, started.tickers]).toEqual(['2024-03-04', ['ALFA', 'SPX']]);
    const { simulator } = started;
    const { keyId, secret } = simulator.keys;
    const headers = { 'APCA-API-KEY-ID': keyId, 'APCA-API-SECRET-KEY': secret };
    const ask = async (path: string): Promise<Record<string, unknown>> =>
      (await (await fetch(simulator.endpoints.trading + path, { headers })).json()) as Record<string, unknown>;
    expect(await ask('/v2/clock')).toMatchObject({ timestamp: '2024-03-04T09:30:00.000-05:00', is_open: true });
    await fetch(`${simulator.endpoints.trading}/__sim/clock`, { method: 'POST', body: '{"seconds": 600}' });
    const { bars } = (await ask('/v2/stocks/ALFA/bars?timeframe=1Min&start=2024-03-04T14:30:00Z')) as {
      bars: { t: string; c: number }[];
    };
    expect(bars).toHaveLength(10);
    const state = (await ask('/__sim/state')) as { assets: { symbol: string; price: string }[] };
    expect(Number(state.assets.find(({ symbol }) => symbol === 'ALFA')?.price)).toBe(bars.at(-1)?.c);
  });

  it('lets time pass as fast as asked', async () => {
    started = await startSimulator({ data: DATA, speed: 600 });
    const asOf = async (): Promise<number> => {
      const { time } = (await (await fetch(`${started?.simulator.endpoints.trading}/__sim/state`)).json()) as {
        time: string;
      };
      return Date.parse(time);
    };
    const first = await asOf();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await asOf()) - first).toBeGreaterThan(60_000);
  });

  it('says what is missing', async () => {
    await expect(startSimulator({ data: join(DATA, 'nowhere') })).rejects.toMatchObject({
      code: 'DATA_FOLDER_MISSING',
    });
    await expect(startSimulator({ data: join(DATA, '..') })).rejects.toMatchObject({ code: 'DATA_SYMBOL_MISSING' });
  });
});
