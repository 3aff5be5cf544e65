import { describe, expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import { tradeBars } from '../../testing/bar-series.ts';
import { runStrategy } from '../../testing/run-strategy.ts';
import { Resolution } from '../../time/resolution.ts';

const SHARE = tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Hour, closes: [10, 11, 12] });

/** What adding something in `initialize` comes to. */
function adding(add: (algorithm: Algorithm) => unknown): Promise<unknown> {
  class Adds extends Algorithm {
    override initialize(): void {
      this.setBenchmark(() => 1);
      add(this);
    }
  }
  return runStrategy(Adds, { data: [SHARE] });
}

describe('what no market knows is an error of its own, with what to do', () => {
  test.each([
    ['a market', (a: Algorithm) => a.addEquity('ABC', Resolution.Hour, 'mars'), 'MARKET_UNKNOWN', /'mars'.*usa/],
    ['a forex market', (a: Algorithm) => a.addForex('EURUSD', Resolution.Hour, 'mars'), 'MARKET_UNKNOWN', /'mars'/],
    [
      'hours of a market',
      (a: Algorithm) => a.addForex('EURUSD', Resolution.Hour, 'krx'),
      'MARKET_HOURS_MISSING',
      /krx/,
    ],
    ['a pair', (a: Algorithm) => a.addForex('EURXYZ', Resolution.Hour), 'PAIR_INVALID', /'EURXYZ'.*'oanda'/],
    [
      'a coin',
      (a: Algorithm) => a.addCrypto('FOOBAR', Resolution.Hour, 'binance'),
      'PAIR_INVALID',
      /'FOOBAR'.*'binance'/,
    ],
    ['a crypto future', (a: Algorithm) => a.addCryptoFuture('FOOBAR'), 'PAIR_INVALID', /'FOOBAR'.*'binance'/],
    ['a ticker', (a: Algorithm) => a.addEquity('', Resolution.Hour), 'ARGUMENT_INVALID', /ticker/],
  ])('%s', async (_, add, code, message) => {
    await expect(adding(add)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
