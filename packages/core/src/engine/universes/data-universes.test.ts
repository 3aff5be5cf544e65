import { Duration } from 'luxon';
import { describe, expect, it } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { SecurityChanges } from '../../algorithm/security-changes.ts';
import { ConstituentsUniverse } from '../../algorithm/universes/constituents-universe.ts';
import type { Universe } from '../../algorithm/universes/universe.ts';
import { BaseData, type CustomDataConfig } from '../../market/base-data.ts';
import { Fundamental } from '../../market/fundamental.ts';
import { securityIdentifier } from '../../market/security-identifier.ts';
import { SecurityType } from '../../market/security-type.ts';
import { daysFromCivil } from '../../time/calendar.ts';
import { Resolution } from '../../time/resolution.ts';
import { type MadeUpFacts, MadeUpMarket, runOn } from '../engine-fixtures.ts';

const idOf = (ticker: string): string =>
  securityIdentifier({ ticker, securityType: SecurityType.Equity, market: 'usa' });

/** Rows of ticker, price and dollars. */
const coarse = (...rows: readonly (readonly [string, number, number])[]): string =>
  rows.map(([ticker, price, dollars]) => `${idOf(ticker)},${ticker},${price},1000,${dollars},True,0.5,1`).join('\n');

const COARSE = 'equity/usa/fundamental/coarse';
const WEEK: MadeUpFacts = {
  files: {
    [`${COARSE}/20210308.csv`]: coarse(['SPY', 380, 9_000], ['IBM', 120, 500]),
    [`${COARSE}/20210309.csv`]: coarse(['SPY', 385, 400], ['IBM', 121, 800]),
    [`${COARSE}/20210310.csv`]: coarse(['SPY', 390, 900], ['IBM', 122, 100]),
  },
};

/** A week of a strategy that notes what its universes choose and what comes and goes. */
class Week extends Algorithm {
  readonly notes: string[] = [];
  readonly #setUp: (algorithm: Week) => unknown;
  readonly #atEnd: (algorithm: Week) => unknown;

  constructor(setUp: (algorithm: Week) => unknown, atEnd: (algorithm: Week) => unknown = () => null) {
    super();
    this.#setUp = setUp;
    this.#atEnd = atEnd;
  }

  override initialize(): void {
    this.setStartDate(2021, 3, 8);
    this.setEndDate(2021, 3, 12);
    this.setBenchmark(() => 1);
    this.universeSettings.resolution = Resolution.Daily;
    this.#setUp(this);
  }

  override onSecuritiesChanged({ addedSecurities, removedSecurities }: SecurityChanges): void {
    const came = addedSecurities.map(({ symbol }) => `+${symbol.value}`);
    this.note([...came, ...removedSecurities.map(({ symbol }) => `-${symbol.value}`)].join(' '));
  }

  override async onEndOfAlgorithm(): Promise<void> {
    await this.#atEnd(this);
  }

  note(text: string): void {
    this.notes.push(`${this.time.toFormat('dd HH:mm')} ${text}`);
  }
}

async function run(
  facts: MadeUpFacts,
  setUp: (algorithm: Week) => unknown,
  atEnd?: (algorithm: Week) => unknown,
): Promise<string[]> {
  const algorithm = new Week(setUp, atEnd);
  await runOn(new MadeUpMarket(), algorithm, facts);
  return algorithm.notes;
}

const mostTraded = (all: readonly Fundamental[]): Fundamental[] =>
  [...all].sort((a, b) => b.dollarVolume - a.dollarVolume).slice(0, 1);

describe('fundamental universes', () => {
  it('choose after each trading day from its file, and from nothing where there is none', async () => {
    const notes = await run(WEEK, (algorithm) =>
      algorithm.addUniverse((all) => {
        algorithm.note(
          all.map(({ symbol, price, adjustedPrice }) => `${symbol.value} ${price} ${adjustedPrice}`).join(),
        );
        return mostTraded(all).map(({ symbol }) => symbol);
      }),
    );
    expect(notes).toEqual([
      '08 00:00 ',
      '09 00:00 SPY 380 190,IBM 120 60',
      '09 00:00 +SPY',
      '10 00:00 SPY 385 192.5,IBM 121 60.5',
      '10 00:00 +IBM -SPY',
      '11 00:00 SPY 390 195,IBM 122 61',
      '11 00:00 +SPY -IBM',
      '12 00:00 ',
      '12 00:00 -SPY',
    ]);
  });

  it('choose on the days of a schedule, from the last data there is', async () => {
    const notes = await run(WEEK, (algorithm) => {
      const days = algorithm.dateRules.on(...[9, 12].map((day) => algorithm.startDate.set({ day })));
      algorithm.addUniverse(days, (all) => {
        algorithm.note(String(all.length));
        return [];
      });
    });
    expect(notes).toEqual(['09 00:00 2', '12 00:00 0']);
  });

  it('are narrowed down by what the run knows of companies', async () => {
    const facts: MadeUpFacts = {
      ...WEEK,
      fineFundamentals: ({ value }, day) =>
        value === 'IBM'
          ? { companyProfile: { marketCap: day }, hasFundamentalData: true }
          : { hasFundamentalData: false },
    };
    const notes = await run(facts, (algorithm) =>
      algorithm.addUniverse(
        (all) => all.map(({ symbol }) => symbol),
        (fine) => {
          const [first] = fine;
          const { peRatio } = first?.valuationRatios ?? { peRatio: 0 };
          if (first !== undefined) algorithm.note(`${fine.length} ${first.symbol.value} ${first.marketCap} ${peRatio}`);
          return fine.map(({ symbol }) => symbol);
        },
      ),
    );
    const day = daysFromCivil(2021, 3, 8);
    expect(notes.slice(0, 2)).toEqual([`09 00:00 1 IBM ${day} NaN`, '09 00:00 +IBM']);
  });

  it('are known of outside of selections, as history too', async () => {
    let universe: Universe;
    await run(
      WEEK,
      (algorithm) => {
        universe = algorithm.addUniverse(() => ['SPY']);
        algorithm.schedule.on(algorithm.dateRules.on(2021, 3, 10), algorithm.timeRules.at(12, 0), async () => {
          expect(algorithm.fundamentals('SPY').price).toBe(385);
          expect(algorithm.securities.get('SPY').fundamentals.dollarVolume).toBe(400);
          expect(algorithm.fundamentals('AAPL').dollarVolume).toBeNaN();
          const prices = await algorithm.history(
            Fundamental,
            ['SPY', algorithm.symbol('IBM')],
            Duration.fromObject({ days: 2 }),
          );
          expect(prices.map((each) => [each.get('SPY')?.price, each.get('IBM')?.price])).toEqual([
            [380, 120],
            [385, 121],
          ]);
        });
      },
      async (algorithm) => {
        const days = await algorithm.history(universe, 5, Resolution.Daily, { fillForward: false });
        expect(days.map(({ data }) => data.length)).toEqual([2, 2, 2]);
        expect(universe.selected.map(({ value }) => value)).toEqual(['SPY']);
      },
    );
  });

  it('end when they are removed', async () => {
    const notes = await run(WEEK, (algorithm) => {
      const universe = algorithm.addUniverse((all) => mostTraded(all).map(({ symbol }) => symbol));
      algorithm.schedule.on(algorithm.dateRules.on(2021, 3, 9), algorithm.timeRules.at(12, 0), () => {
        algorithm.note(`${algorithm.universeManager.remove(universe)} ${algorithm.universeManager.remove(universe)}`);
      });
    });
    expect(notes).toEqual(['09 00:00 +SPY', '09 12:00 true false', '10 00:00 -SPY']);
  });
});

/** `20210308,SPY,IBM`: tickers of a day. */
class Picks extends BaseData {
  tickers: readonly string[] = [];

  override getSource(): { readonly source: string } {
    return { source: 'picks.csv' };
  }

  override reader({ exchangeTimeZone }: CustomDataConfig, line: string): Picks {
    const [day = '', ...tickers] = line.split(',');
    if (tickers.length === 0) throw new Error('no tickers');
    const picks = new Picks();
    picks.timeMs = exchangeTimeZone.toUtc(Date.UTC(2021, 2, Number(day.slice(-2))));
    picks.tickers = tickers;
    return picks;
  }
}

describe('universes on other data', () => {
  it('choose from a type of the strategy each time it comes', async () => {
    const files = { 'picks.csv': '20210308,SPY\n20210310,IBM' };
    const notes = await run({ files }, (algorithm) =>
      algorithm.addUniverse(Picks, 'picks', (picks) => picks.flatMap(({ tickers }) => tickers)),
    );
    expect(notes).toEqual(['08 00:00 +SPY', '10 00:00 +IBM -SPY']);
  });

  it('say where a reader fails', async () => {
    const files = { 'picks.csv': '20210308,SPY\n20210310' };
    await expect(run({ files }, (algorithm) => algorithm.addUniverse(Picks, 'picks'))).rejects.toThrow(
      /reader of Picks failed.*picks\.csv.*2/s,
    );
  });

  it('choose what a file of constituents names, and nothing where it says so', async () => {
    const folder = 'equity/usa/universes/daily/mine';
    const files = {
      [`${folder}/20210308.csv`]: `SPY,${idOf('SPY')}\nIBM,${idOf('IBM')}`,
      [`${folder}/20210310.csv`]: 'NONE,NONE 0',
    };
    const notes = await run({ files }, (algorithm) => algorithm.addUniverse(new ConstituentsUniverse('mine')));
    expect(notes).toEqual(['09 00:00 +IBM +SPY', '11 00:00 -IBM -SPY']);
  });

  it('choose what a fund holds until it is delisted', async () => {
    const files = { 'equity/usa/universes/etf/fund/20210308.csv': `SPY,${idOf('SPY')},20210305,0.25,10,2500` };
    const delistings = { FUND: daysFromCivil(2021, 3, 10) };
    const notes = await run({ files, delistings }, (algorithm) =>
      algorithm.addUniverse(
        algorithm.universe.etf('FUND', (held) => {
          for (const { symbol, weight, sharesHeld } of held) algorithm.note(`${symbol.value} ${weight} ${sharesHeld}`);
          return held.map(({ symbol }) => symbol);
        }),
      ),
    );
    expect(notes).toEqual(['09 00:00 SPY 0.25 10', '09 00:00 +SPY', '11 00:00 -SPY']);
  });

  it('say so when there is not one file', async () => {
    const algorithm = new Week((each) => each.addUniverse(each.universe.etf('FUND')));
    const { run: finished } = await runOn(new MadeUpMarket(), algorithm);
    expect(finished.runLog.lines.map(({ text }) => text)).toEqual([
      expect.stringMatching(/found no data.*universes\/etf\/fund\/20210312\.csv/),
    ]);
  });

  it.each([
    ['a number', () => 5],
    ['a text', () => 'SPY'],
    ['nothing', () => undefined],
    ['a list with null', () => [null]],
    ['a list with numbers', () => ['SPY', 7]],
  ])('refuse %s as a choice', async (_, selector) => {
    await expect(run(WEEK, (algorithm) => algorithm.addUniverse('mine', selector as never))).rejects.toThrow(
      /SELECTION_INVALID|selector of the universe 'mine'/,
    );
  });

  it('of one name are one', async () => {
    const notes = await run(WEEK, (algorithm) => {
      algorithm.addUniverse('mine', () => ['SPY']);
      algorithm.addUniverse('mine', () => ['IBM']);
      algorithm.note(String(algorithm.universeManager.count));
    });
    expect(notes).toEqual(['08 00:00 1', '08 00:00 +SPY']);
  });

  it('cannot be made of anything', async () => {
    await expect(run(WEEK, (algorithm) => algorithm.addUniverse(null as never))).rejects.toThrow(
      /addUniverse got null/,
    );
  });
});
