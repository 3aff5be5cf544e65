import { Algorithm, BrokerageName, Resolution, SecurityType, type WarningJson } from '@lockstep/core';
import {
  type BarSeries,
  MemoryDataFeed,
  type RunStrategyOptions,
  runStrategy,
  tradeBars,
} from '@lockstep/core/testing';
import { describe, expect, test } from 'vitest';
import { lintOutcome } from './lint-outcome.ts';

const daily = (start: string, bars: number): BarSeries =>
  tradeBars('ABC', { start, resolution: Resolution.Daily, closes: Array.from({ length: bars }, (_, i) => 100 + i) });

async function lint(
  initialize: (algorithm: Algorithm) => void,
  options: RunStrategyOptions,
  describeData?: (ticker: string) => string,
): Promise<WarningJson[]> {
  class Strategy extends Algorithm {
    override initialize(): void {
      this.setBenchmark(() => 1);
      initialize(this);
    }
  }
  const { outcome } = await runStrategy(Strategy, options);
  return lintOutcome(outcome, { describeData, history: new MemoryDataFeed(...options.data) });
}

const texts = (warnings: readonly WarningJson[]): string[] => warnings.map(({ code, text }) => `${code} ${text}`);
const addDaily = (algorithm: Algorithm): unknown => algorithm.addEquity('ABC', Resolution.Daily);

describe('NO_DATA', () => {
  const data = [daily('2024-03-04', 5)];

  test('is told of each resolution that had no bar, with the one that is there', async () => {
    const both = (algorithm: Algorithm): void => {
      algorithm.addEquity('ABC', Resolution.Daily);
      algorithm.addEquity('ABC', Resolution.Minute);
    };
    expect(await lint(both, { data }, () => 'abc.csv with 5 daily bars, 2024-03-04 to 2024-03-08')).toEqual([
      {
        code: 'NO_DATA',
        severity: 'warning',
        text:
          'ABC: minute bars asked for, none from 2024-03-04 to 2024-03-08. The data source holds abc.csv with 5 daily bars, ' +
          '2024-03-04 to 2024-03-08: use Resolution.Daily.',
        time: null,
        orderId: null,
      },
    ]);
  });

  test('gives no advice when the resolution is there, and says so when nothing is', async () => {
    const minutes = (algorithm: Algorithm): unknown => algorithm.addEquity('ABC', Resolution.Minute);
    const there = await lint(minutes, { data }, () => 'equity/usa minute 2020-01-02, daily 1998-01-02 to 2020-01-02');
    expect(there[0]?.text).toMatch(/holds equity\/usa minute .* 2020-01-02\.$/);
    expect((await lint(minutes, { data }))[0]?.text).toMatch(/holds nothing for ABC\.$/);
  });

  test('takes trades or quotes of a resolution for data', async () => {
    const coins = tradeBars('BTCUSD', {
      start: '2024-03-02 12:00',
      resolution: Resolution.Minute,
      closes: [100, 100],
      securityType: SecurityType.Crypto,
    });
    expect(await lint((algorithm) => algorithm.addCrypto('BTCUSD', Resolution.Minute), { data: [coins] })).toEqual([]);
  });

  test('ends where the strategy ended the run', async () => {
    const quits = (algorithm: Algorithm): void => {
      addDaily(algorithm);
      algorithm.addEquity('XYZ', Resolution.Minute);
      const noon = algorithm.timeRules.at(12, 0);
      algorithm.schedule.on(algorithm.dateRules.on(2024, 3, 6), noon, () => algorithm.quit());
    };
    expect(texts(await lint(quits, { data }))[0]).toContain('none from 2024-03-04 to 2024-03-06.');
  });

  test('is not told of a run that ended before its data', async () => {
    const minutes = (algorithm: Algorithm): unknown => algorithm.addEquity('XYZ', Resolution.Minute);
    expect(await lint(minutes, { data, cash: 0 })).toEqual([]);
    const { outcome } = await runStrategy(
      class extends Algorithm {
        override initialize(): void {
          minutes(this);
        }
      },
      { data },
    );
    outcome.run.status = 'RuntimeError';
    expect(lintOutcome(outcome)).toEqual([]);
    outcome.run.status = 'Completed';
    expect(lintOutcome({ ...outcome, interrupted: true })).toEqual([]);
    expect(lintOutcome(outcome).map(({ code }) => code)).toEqual(['NO_DATA', 'NO_BENCHMARK']);
  });
});

describe('DATA_SHORTER_THAN_RUN', () => {
  const data = [daily('2023-03-01', 250)];
  const covered = async (from: string, to: string): Promise<string[]> =>
    texts(await lint(addDaily, { data, from, to }));

  test('tells what the data covers when much is missing', async () => {
    const text = "DATA_SHORTER_THAN_RUN ABC's data covers";
    expect(await covered('2023-01-02', '2024-02-26')).toEqual([
      `${text} 2023-03-01 to 2024-02-26 of the run 2023-01-02 to 2024-02-26.`,
    ]);
    expect(await covered('2023-03-01', '2024-12-31')).toEqual([
      `${text} 2023-03-01 to 2024-02-27 of the run 2023-03-01 to 2024-12-31.`,
    ]);
    expect(await covered('2020-01-01', '2026-12-31')).toEqual([
      `${text} 2023-03-01 to 2024-02-27 of the run 2020-01-01 to 2026-12-31.`,
    ]);
  });

  test('leaves out what is short: 30 days, or a tenth of the run', async () => {
    expect(await covered('2023-02-01', '2024-03-20')).toEqual([]);
    expect(await covered('2023-04-03', '2023-04-06')).toEqual([]);
  });

  test('ends where the strategy ended the run', async () => {
    const quits = (algorithm: Algorithm): void => {
      algorithm.addEquity('ABC', Resolution.Daily);
      const noon = algorithm.timeRules.at(12, 0);
      algorithm.schedule.on(algorithm.dateRules.on(2023, 9, 1), noon, () => algorithm.quit());
    };
    expect(await lint(quits, { data })).toEqual([]);
  });
});

describe('PARAMETER_UNUSED', () => {
  const data = [daily('2024-03-04', 5)];
  const parameters = { fast: '10', slwo: '30' };

  test('is told of what a strategy without declarations does not read', async () => {
    const reads = (algorithm: Algorithm): void => {
      addDaily(algorithm);
      algorithm.getParameter('fast', 5);
    };
    const [text, ...others] = texts(await lint(reads, { data, parameters }));
    expect(text).toMatch(/^PARAMETER_UNUSED The parameter 'slwo' had no effect/);
    expect(others).toEqual([]);
    expect(await lint(addDaily, { data, parameters: {} })).toEqual([]);
  });
});

describe('NO_BENCHMARK', () => {
  const data = [daily('2024-03-04', 5)];
  const warningsOf = async (choose: (algorithm: Algorithm) => void): Promise<string[]> =>
    texts(
      await lint(
        (algorithm) => {
          addDaily(algorithm);
          choose(algorithm);
        },
        { data },
        (ticker) => (ticker === 'ABC' ? 'abc.csv with 5 daily bars' : ''),
      ),
    );

  test('tells of a ticker without hourly bars, and what to do', async () => {
    const [text, ...others] = await warningsOf((algorithm) => algorithm.setBenchmark('ABC'));
    expect(text).toMatch(
      /^NO_BENCHMARK The benchmark ABC never had a price: .*hourly.* holds abc\.csv with 5 daily bars\./,
    );
    expect(text).toContain('setBenchmark(() => security.price)');
    expect(others).toEqual([]);
  });

  test('tells of a function that gives 0 only, not of one that has a price later', async () => {
    expect((await warningsOf((algorithm) => algorithm.setBenchmark(() => 0)))[0]).toContain('The function given');
    expect(
      await warningsOf((algorithm) => algorithm.setBenchmark(() => algorithm.securities.get('ABC').price)),
    ).toEqual([]);
  });

  test('is silent where a brokerage model has no benchmark', async () => {
    class Strategy extends Algorithm {
      override initialize(): void {
        this.setBrokerageModel(BrokerageName.InteractiveBrokersBrokerage);
        this.addEquity('ABC', Resolution.Daily);
      }
    }
    expect(lintOutcome((await runStrategy(Strategy, { data })).outcome)).toEqual([]);
  });
});
