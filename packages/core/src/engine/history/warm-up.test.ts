import { Duration } from 'luxon';
import { describe, expect, it } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { Slice } from '../../data/slice.ts';
import { OrderResponseErrorCode } from '../../orders/order-response.ts';
import { Resolution } from '../../time/resolution.ts';
import { MadeUpMarket, runOn } from '../engine-fixtures.ts';
import type { EngineOutcome } from '../engine-outcome.ts';

/** Trades SPY on Monday the 8th after a warm-up. */
class WarmedUp extends Algorithm {
  readonly notes: string[] = [];
  readonly #warmUp: (algorithm: Algorithm) => void;

  constructor(warmUp: (algorithm: Algorithm) => void) {
    super();
    this.#warmUp = warmUp;
  }

  override initialize(): void {
    this.setStartDate(2021, 3, 8);
    this.setEndDate(2021, 3, 8);
    this.addEquity('SPY', Resolution.Minute);
    this.schedule.on(this.dateRules.everyDay(), this.timeRules.at(9, 0), () => this.note('scheduled'));
    this.#warmUp(this);
  }

  override onData(slice: Slice): void {
    const bar = slice.bars.get('SPY');
    const quotes = slice.quoteBars.size > 0 ? ' and quotes' : '';
    this.note(`${bar?.close} of ${(bar?.periodMs ?? 0) / 60_000} minutes${quotes}`);
  }

  override onWarmupFinished(): void {
    this.note('finished');
  }

  note(text: string): void {
    this.notes.push(`${this.time.toFormat('dd HH:mm')} ${text}${this.isWarmingUp ? ' (warming up)' : ''}`);
  }
}

async function run(warmUp: (algorithm: Algorithm) => void, isSlow = false): Promise<[string[], EngineOutcome]> {
  const algorithm = new WarmedUp(warmUp);
  const outcome = await runOn(new MadeUpMarket(isSlow), algorithm);
  return [algorithm.notes, outcome];
}

describe('warm-up', () => {
  it.each([false, true])(
    'begins so many bars early and ends exactly at the start (data comes later: %s)',
    async (slow) => {
      const [notes, outcome] = await run((algorithm) => algorithm.setWarmUp(2), slow);
      expect(notes.slice(0, 8)).toEqual([
        '05 15:59 5389 of 1 minutes and quotes (warming up)',
        '05 16:00 5390 of 1 minutes and quotes (warming up)',
        '06 09:00 scheduled (warming up)',
        '07 09:00 scheduled (warming up)',
        '08 00:00 finished',
        '08 09:00 scheduled',
        '08 09:31 8001 of 1 minutes and quotes',
        '08 09:32 8002 of 1 minutes and quotes',
      ]);
      expect(notes).toHaveLength(396);
      // Trades and quotes; the benchmark's hours of three days; the strategy's universe.
      expect(outcome.dataPoints).toBe(4 + 780 + 21 + 1);
    },
  );

  it('counts bars of the resolution that is named', async () => {
    const [notes] = await run((algorithm) => algorithm.setWarmUp(2, Resolution.Daily));
    expect(notes.slice(0, 5)).toEqual([
      '04 09:00 scheduled (warming up)',
      '04 16:00 4390 of 390 minutes (warming up)',
      '05 09:00 scheduled (warming up)',
      '05 16:00 5390 of 390 minutes (warming up)',
      '06 09:00 scheduled (warming up)',
    ]);
    expect(notes.slice(6, 9)).toEqual([
      '08 00:00 finished',
      '08 09:00 scheduled',
      '08 09:31 8001 of 1 minutes and quotes',
    ]);
  });

  it('takes coarser data for a while and then the subscription’s own', async () => {
    const span = Duration.fromObject({ days: 3 });
    const [notes] = await run((algorithm) => algorithm.setWarmUp(span, Resolution.Hour));
    expect(notes.filter((note) => note.includes('60 minutes'))).toHaveLength(7);
    expect(notes[1]).toBe('05 10:00 5030 of 60 minutes (warming up)');
    expect(notes.slice(-391)[0]).toBe('08 09:00 scheduled');
    expect(notes.slice(-390)[0]).toBe('08 09:31 8001 of 1 minutes and quotes');
  });

  it('feeds indicators', async () => {
    const seen: string[] = [];
    await run((algorithm) => {
      algorithm.setWarmUp(3);
      const sma = algorithm.sma('SPY', 3);
      algorithm.onWarmupFinished = () => void seen.push(`${sma.isReady} ${sma.value}`);
    });
    expect(seen).toEqual(['true 5389']);
  });

  it('refuses orders and is left out of the equity', async () => {
    const codes: number[] = [];
    const [, outcome] = await run((algorithm) => {
      algorithm.setWarmUp(1);
      algorithm.onData = () => {
        if (codes.length === 0) codes.push(algorithm.marketOrder('SPY', 1).submitRequest.response.errorCode);
      };
    });
    expect(codes).toEqual([OrderResponseErrorCode.AlgorithmWarmingUp]);
    expect(outcome.orderEvents).toEqual([]);
  });

  it('is over at once when it asks for nothing', async () => {
    const [notes] = await run((algorithm) => algorithm.setWarmUp(Duration.fromObject({ days: 0 })));
    expect(notes[0]).toBe('08 00:00 finished');
  });

  it('refuses a negative length', async () => {
    await expect(run((algorithm) => algorithm.setWarmUp(-1))).rejects.toMatchObject({ code: 'WARM_UP_INVALID' });
    const negative = Duration.fromObject({ days: -1 });
    await expect(run((algorithm) => algorithm.setWarmUp(negative))).rejects.toMatchObject({ code: 'WARM_UP_INVALID' });
  });
});
