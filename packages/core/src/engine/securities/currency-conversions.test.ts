import { describe, expect, it } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import { SecurityType } from '../../market/security-type.ts';
import { quoteBars, tradeBars } from '../../testing/bar-series.ts';
import { runStrategy } from '../../testing/run-strategy.ts';
import { Resolution } from '../../time/resolution.ts';

const EURUSD = quoteBars('EURUSD', {
  start: '2024-03-04',
  resolution: Resolution.Hour,
  closes: [1.08, 1.09, 1.1],
  securityType: SecurityType.Forex,
});
const SHARE = tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Hour, closes: [10, 11, 12] });

/** A share in dollars on an account in another currency. */
class Abroad extends Algorithm {
  protected currency(): void {
    this.setAccountCurrency('EUR', 1_000);
  }

  override initialize(): void {
    this.currency();
    this.addEquity('ABC', Resolution.Hour);
    this.setBenchmark(() => 1);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.marketOrder('ABC', 10);
  }
}

const cashOf = ({ algorithm }: { algorithm: Algorithm }, currency: string) =>
  algorithm.portfolio.cashBook.get(currency);

describe('CurrencyConversions', () => {
  it('subscribes the pair that joins a currency with the account, without showing it', async () => {
    const run = await runStrategy(Abroad, { data: [SHARE, EURUSD] });
    expect(cashOf(run, 'USD').conversionRate).toBeCloseTo(1 / 1.1, 4);
    expect(run.algorithm.securities.has('EURUSD')).toBe(false);
    expect(run.orders).toHaveLength(1);
    expect(cashOf(run, 'EUR').amount).toBe(1_000);
    expect(cashOf(run, 'USD').amount).toBeLessThan(-100);
  });

  it('uses a pair that the strategy has', async () => {
    class WithPair extends Abroad {
      protected override currency(): void {
        super.currency();
        this.addForex('EURUSD', Resolution.Hour);
      }
    }
    const run = await runStrategy(WithPair, { data: [SHARE, EURUSD] });
    expect(cashOf(run, 'USD').conversionRate).toBeCloseTo(1 / 1.1, 4);
    expect(run.outcome.run.securities.values.filter(({ symbol }) => symbol.value === 'EURUSD')).toHaveLength(1);
  });

  it('leaves a currency without a rate while its pair has no data, and refuses orders in it', async () => {
    const run = await runStrategy(Abroad, { data: [SHARE] });
    expect(cashOf(run, 'USD').conversionRate).toBe(0);
    expect(run.orders).toEqual([]);
  });

  it('keeps the rate of a currency that no pair contains, and says when there is none', async () => {
    class Shells extends Abroad {
      protected override currency(): void {
        this.setCash('SHELL', 5, 2);
        this.setCash('BEAD', 5);
      }
    }
    const run = await runStrategy(Shells, { data: [SHARE] });
    expect(cashOf(run, 'SHELL').conversionRate).toBe(2);
    expect(cashOf(run, 'BEAD').conversionRate).toBe(0);
    const texts = run.logs.map(({ text }) => text);
    expect(texts.some((text) => /No pair of a known market contains BEAD/.test(text))).toBe(true);
    expect(texts.some((text) => /SHELL/.test(text))).toBe(false);
  });

  it('is an error when pairs contain the currency and none leads to the account', async () => {
    class OutOfReach extends Abroad {
      protected override currency(): void {
        this.setAccountCurrency('SHELL', 1_000);
      }
    }
    await expect(runStrategy(OutOfReach, { data: [SHARE] })).rejects.toThrow(
      /No pair or two pairs lead from USD to SHELL/,
    );
  });
});
