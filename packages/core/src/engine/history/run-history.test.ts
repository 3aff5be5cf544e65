import { Duration } from 'luxon';
import { describe, expect, it } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { PriceBar } from '../../algorithm/history.ts';
import type { Slice } from '../../data/slice.ts';
import { QuoteBar } from '../../market/quote-bar.ts';
import { SecurityType } from '../../market/security-type.ts';
import { TradeBar } from '../../market/trade-bar.ts';
import { Resolution } from '../../time/resolution.ts';
import { MadeUpMarket, runOn } from '../engine-fixtures.ts';

/** Calls a function once, at 10:00 of Monday the 8th. */
class AtTen extends Algorithm {
  readonly #ask: (algorithm: AtTen) => Promise<void>;

  constructor(ask: (algorithm: AtTen) => Promise<void>) {
    super();
    this.#ask = ask;
  }

  override initialize(): void {
    this.setStartDate(2021, 3, 8);
    this.setEndDate(2021, 3, 8);
    this.addEquity('SPY', Resolution.Minute);
    this.addEquity('AAA', Resolution.Hour);
  }

  override async onData(): Promise<void> {
    if (this.time.hour === 10 && this.time.minute === 0) await this.#ask(this);
  }
}

async function atTen(ask: (algorithm: AtTen) => Promise<void>, isSlow = false): Promise<number> {
  const outcome = await runOn(new MadeUpMarket(isSlow), new AtTen(ask));
  return outcome.historyDataPoints;
}

const closes = (bars: readonly PriceBar[]): number[] => bars.map((bar) => bar.close);
const ends = (bars: readonly PriceBar[]): string[] => bars.map((bar) => bar.endTime.toFormat('MM-dd HH:mm'));

describe('history', () => {
  it('brings the last bars up to now; without a kind it counts quotes too', async () => {
    const points = await atTen(async (algorithm) => {
      const bars = await algorithm.history('SPY', 3);
      expect(closes(bars)).toEqual([8_028, 8_029, 8_030]);
      expect(bars[0]).toBeInstanceOf(TradeBar);
      expect(ends(bars).at(-1)).toBe('03-08 10:00');
    });
    expect(points).toBe(6);
  });

  it('counts only the kind that is named', async () => {
    const points = await atTen(async (algorithm) => {
      expect(closes(await algorithm.history(TradeBar, 'SPY', 3))).toEqual([8_028, 8_029, 8_030]);
      const quotes = await algorithm.history(QuoteBar, 'SPY', 2);
      expect(quotes.map((bar) => bar.bid?.close)).toEqual([8_028, 8_029]);
    });
    expect(points).toBe(5);
  });

  it('reaches back over nights and weekends', async () => {
    await atTen(async (algorithm) => {
      const bars = await algorithm.history(TradeBar, 'SPY', 32);
      expect(ends(bars).slice(0, 3)).toEqual(['03-05 15:59', '03-05 16:00', '03-08 09:31']);
    });
  });

  it('brings whole days only once they are complete', async () => {
    const points = await atTen(async (algorithm) => {
      const bars = await algorithm.history('SPY', 2, Resolution.Daily);
      expect(ends(bars)).toEqual(['03-04 16:00', '03-05 16:00']);
      expect(closes(bars)).toEqual([4_390, 5_390]);
    });
    expect(points).toBe(2);
  });

  it('takes a duration or two dates', async () => {
    await atTen(async (algorithm) => {
      const span = await algorithm.history(TradeBar, 'SPY', Duration.fromObject({ minutes: 4 }));
      expect(closes(span)).toEqual([8_027, 8_028, 8_029, 8_030]);
      const start = algorithm.time.startOf('day').minus({ days: 4 });
      const days = await algorithm.history('SPY', start, algorithm.time, Resolution.Daily);
      expect(ends(days)).toEqual(['03-04 16:00', '03-05 16:00']);
    });
  });

  it('never shows the future', async () => {
    await atTen(async (algorithm) => {
      const end = algorithm.time.plus({ days: 3 });
      const bars = await algorithm.history(TradeBar, 'SPY', algorithm.time.minus({ minutes: 1 }), end);
      expect(ends(bars)).toEqual(['03-08 10:00']);
      expect(await algorithm.history('SPY', end, end.plus({ days: 1 }))).toEqual([]);
    });
  });

  it('brings slices of several securities, each at its own resolution, that stay readable', async () => {
    let kept: Slice[] = [];
    const points = await atTen(async (algorithm) => {
      kept = await algorithm.history(['SPY', 'AAA'], 2);
      expect(await algorithm.history(2)).toHaveLength(3);
    });
    expect(kept.map((slice) => slice.bars.keys.map(String))).toEqual([['AAA'], ['SPY'], ['AAA', 'SPY'].reverse()]);
    expect(kept.at(-1)?.quoteBars.get('SPY')?.close).toBe(8_030);
    expect(points).toBe(12);
  });

  it('reads no more slices than are taken, but for one ahead', async () => {
    const taken: string[] = [];
    const points = await atTen(async (algorithm) => {
      for await (const slice of algorithm.historySlices(['SPY', 'AAA'], 20)) {
        taken.push(...slice.bars.keys.map(String));
        if (taken.length === 3) break;
      }
      void algorithm.historySlices(20);
    });
    expect(taken).toHaveLength(3);
    expect(points).toBe(4);
  });

  it('fills gaps unless told not to', async () => {
    const market = new MadeUpMarket(false, (start) => start % 3_600_000 === 57 * 60_000);
    const counts: number[] = [];
    const ask = async (algorithm: Algorithm): Promise<void> => {
      counts.push((await algorithm.history(TradeBar, 'SPY', 5)).length);
      counts.push((await algorithm.history(TradeBar, 'SPY', 5, undefined, { fillForward: false })).length);
    };
    await runOn(market, new AtTen(ask));
    expect(counts).toEqual([5, 4]);
  });

  it('knows symbols that were never added', async () => {
    await atTen(async (algorithm) => {
      const symbol = algorithm.addSecurity(SecurityType.Equity, 'AAA', Resolution.Hour).symbol;
      expect(closes(await algorithm.history(QuoteBar, symbol, 1, Resolution.Minute))).toEqual([8_030]);
      await expect(algorithm.history('NOPE', 1)).rejects.toMatchObject({ code: 'SECURITY_UNKNOWN' });
    });
  });

  it('gives the same from a provider that answers later', async () => {
    const answers: number[][] = [];
    const ask = async (algorithm: Algorithm): Promise<void> => {
      answers.push(closes(await algorithm.history('SPY', 20)));
    };
    expect(await atTen(ask)).toBe(await atTen(ask, true));
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toHaveLength(20);
  });

  it.each([-1, 1.5, Number.NaN])('refuses %s bars', async (count) => {
    await atTen(async (algorithm) => {
      await expect(algorithm.history('SPY', count)).rejects.toMatchObject({ code: 'HISTORY_INVALID' });
    });
  });
});
