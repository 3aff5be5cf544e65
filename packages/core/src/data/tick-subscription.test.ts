import { describe, expect, it } from 'vitest';
import { type DataBatch, DataKind, TickBatch } from '../market/data-batch.ts';
import { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import { ExactPrices } from '../market/exact-prices.ts';
import { SecurityType } from '../market/security-type.ts';
import { SecuritySymbol } from '../market/symbol.ts';
import { TickType } from '../market/tick-type.ts';
import { at, US_EQUITY_HOURS } from '../securities/models/model-fixture.ts';
import { Resolution } from '../time/resolution.ts';
import type { SubscriptionSource } from './data-feed.ts';
import { FillForwardResolution } from './filling/fill-forward-resolution.ts';
import { SubscriptionDataConfig } from './subscription-data-config.ts';
import { TickSubscription } from './tick-subscription.ts';

function ticksAt(...times: number[]): TickBatch {
  const prices = Float64Array.from(times, (_, row) => 100 + row);
  const none = new Float64Array(0);
  return new TickBatch({
    tickType: TickType.Trade,
    time: Float64Array.from(times),
    value: prices,
    quantity: new Float64Array(times.length).fill(1),
    bidPrice: none,
    bidSize: none,
    askPrice: none,
    askSize: none,
    exchange: new Uint8Array(times.length),
    exchanges: [''],
    saleCondition: new Uint32Array(times.length),
    suspicious: new Uint8Array(times.length),
    exact: new ExactPrices([prices], -1),
  });
}

function open(batches: readonly (DataBatch | Promise<DataBatch>)[], extended = false): TickSubscription {
  const symbol = new SecuritySymbol('SPY', { ticker: 'SPY', securityType: SecurityType.Equity, market: 'usa' });
  const rest = [...batches];
  const source: SubscriptionSource = { next: () => rest.shift() ?? null, close: () => {} };
  const config = new SubscriptionDataConfig({
    symbol,
    resolution: Resolution.Tick,
    tickType: TickType.Trade,
    dataTimeZone: US_EQUITY_HOURS.timeZone,
    exchangeHours: US_EQUITY_HOURS,
    fillForward: true,
    extendedMarketHours: extended,
    isInternal: false,
    normalization: DataNormalizationMode.Raw,
    strictDailyEndTimes: false,
  });
  return new TickSubscription(config, source, {
    startUtc: at('2013-10-07 00:00'),
    endUtc: at('2013-10-08 00:00'),
    fillForwardResolution: new FillForwardResolution(),
  });
}

function instantsOf(subscription: TickSubscription): number[] {
  const instants: number[] = [];
  for (subscription.advance(); subscription.emitUtc < Number.POSITIVE_INFINITY; subscription.advance()) {
    expect(subscription.kind).toBe(DataKind.Tick);
    expect(subscription.timeMs).toBe(subscription.emitUtc);
    instants.push(subscription.emitUtc);
  }
  return instants;
}

const OPEN = at('2013-10-07 09:30');
const CLOSE = at('2013-10-07 16:00');

describe('TickSubscription', () => {
  it('shows the ticks from the open to before the close, several of one instant too', () => {
    const times = [OPEN - 0.5, OPEN, OPEN, OPEN + 0.25, CLOSE - 0.1, CLOSE, CLOSE + 5];
    expect(instantsOf(open([ticksAt(...times)]))).toEqual(times.slice(1, 5));
    expect(instantsOf(open([ticksAt(...times)], true))).toEqual(times);
  });

  it('ends with the subscription and goes from batch to batch', () => {
    const late = at('2013-10-08 00:00');
    expect(instantsOf(open([ticksAt(OPEN), ticksAt(OPEN + 1), ticksAt(late)], true))).toEqual([OPEN, OPEN + 1]);
  });

  it('waits for a source that answers later', async () => {
    const subscription = open([Promise.resolve(ticksAt(CLOSE)), ticksAt(CLOSE - 1)]);
    const waiting = subscription.advance();
    expect(waiting).toBeInstanceOf(Promise);
    await waiting;
    expect(subscription.emitUtc).toBe(CLOSE - 1);
    subscription.close();
    expect([subscription.removed, subscription.emitUtc]).toEqual([true, Number.POSITIVE_INFINITY]);
  });
});
