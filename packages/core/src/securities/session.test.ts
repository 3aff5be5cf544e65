import { describe, expect, test } from 'vitest';
import { SecurityType } from '../market/security-type.ts';
import { SecuritySymbol } from '../market/symbol.ts';
import { TradeBar } from '../market/trade-bar.ts';
import { MS_PER_MINUTE } from '../time/resolution.ts';
import { at, NEW_YORK, US_EQUITY_HOURS } from './models/model-fixture.ts';
import { SecurityExchange } from './security-exchange.ts';
import { Session } from './session.ts';

const SPY = new SecuritySymbol('SPY', { ticker: 'SPY', securityType: SecurityType.Equity, market: 'usa' });

function setup(): {
  session: Session;
  see: (end: string, prices: readonly number[]) => void;
  wait: (to: string) => void;
} {
  let now = at('2024-03-04 09:00');
  const session = new Session(SPY, new SecurityExchange(US_EQUITY_HOURS, { utcNow: () => now }));
  session.size = 3;
  const see = (end: string, [open = 0, high = 0, low = 0, close = 0, volume = 0]: readonly number[]): void => {
    now = at(end);
    session.update(new TradeBar(SPY, now - MS_PER_MINUTE, now, open, high, low, close, volume, NEW_YORK));
  };
  return { session, see, wait: (to) => (now = at(to)) };
}

const figures = ({ open, high, low, close, volume }: Record<'open' | 'high' | 'low' | 'close' | 'volume', number>) => [
  open,
  high,
  low,
  close,
  volume,
];

describe('Session', () => {
  test('begins with zeros and gathers the bars of regular hours', () => {
    const { session, see } = setup();
    expect(figures(session)).toEqual([0, 0, 0, 0, 0]);
    see('2024-03-04 09:30', [1, 2, 0.5, 1, 99]);
    expect(figures(session)).toEqual([0, 0, 0, 0, 0]);
    see('2024-03-04 09:31', [10, 12, 9, 11, 5]);
    see('2024-03-04 09:32', [11, 11.5, 8, 8.5, 6]);
    expect(figures(session)).toEqual([10, 12, 8, 8.5, 11]);
  });

  test('ends when the clock goes on, and keeps the days before', () => {
    const { session, see, wait } = setup();
    see('2024-03-04 16:00', [10, 12, 9, 11, 5]);
    wait('2024-03-05 00:00:01');
    expect(figures(session)).toEqual([0, 0, 0, 0, 0]);
    expect(figures(session.get(1)!)).toEqual([10, 12, 9, 11, 5]);
    see('2024-03-05 09:31', [20, 21, 19, 20, 7]);
    expect(figures(session.get(0)!)).toEqual([20, 21, 19, 20, 7]);
    for (const day of ['06', '07']) see(`2024-03-${day} 09:31`, [30, 31, 29, 30, 1]);
    expect(session.get(3)).toBeUndefined();
  });
});
