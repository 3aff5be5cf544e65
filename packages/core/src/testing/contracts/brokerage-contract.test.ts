import { describe, expect, test } from 'vitest';
import type { BrokerageCapabilities, OrderHandover } from '../../brokerage/brokerage.ts';
import { DefaultBrokerageModel } from '../../brokerage-models/default-brokerage-model.ts';
import { OrderBook } from '../../execution/order-book.ts';
import { NO_EVENT, OrderTicket } from '../../orders/order-ticket.ts';
import { OrderType } from '../../orders/order-type.ts';
import { Portfolio } from '../../portfolio/portfolio.ts';
import { fixture, quote, type TestClock, trade } from '../../securities/models/model-fixture.ts';
import type { Security } from '../../securities/security.ts';
import { mirrorSecurity } from '../../venue/mirror-security.ts';
import { SimulatedBrokerage } from '../../venue/simulated-brokerage.ts';
import { SimulatedVenue } from '../../venue/simulated-venue.ts';
import type { BrokerageHarness } from './brokerage-harness.ts';
import { describeBrokerage } from './describe-brokerage.ts';

/** Moves a market by a minute that ends at a price. */
function tradesOf(security: Security, clock: TestClock, scan: () => void): (price: number) => void {
  let last = '100';
  return (price) => {
    clock.now += 60_000;
    const text = String(price);
    const ends = [last, text].toSorted((a, b) => Number(a) - Number(b));
    const bar = [last, ends[1]!, ends[0]!, text] as const;
    trade(security, clock.now, bar);
    quote(security, clock.now, bar, bar);
    last = text;
    scan();
  };
}

/** A brokerage whose orders nobody else books. */
class BookedBrokerage extends SimulatedBrokerage {
  readonly #book: OrderBook;

  constructor(options: ConstructorParameters<typeof SimulatedBrokerage>[0]) {
    super(options);
    this.#book = options.book;
  }

  override placeOrder(handover: OrderHandover): void {
    const { order } = handover;
    const never = (): never => {
      throw new TypeError('The suite makes no requests through tickets.');
    };
    const sink = { utcNow: () => order.timeMs, updateOrder: never, cancelOrder: never, eventsUpTo: never };
    this.#book.add({ order, ticket: OrderTicket.of(sink, order) }, true);
    super.placeOrder(handover);
  }
}

/** The simulated brokerage on an account that the test keeps. */
function harness(): BrokerageHarness {
  const { security, clock, cashBook, account } = fixture();
  const portfolio = new Portfolio({
    securities: account.securities,
    cashBook,
    openOrders: () => [],
    freeBuffer: () => ({ freePortfolioValuePercentage: 0.0025, freePortfolioValue: null }),
  });
  const model = new DefaultBrokerageModel();
  const book = new OrderBook();
  const brokerage = new BookedBrokerage({
    securities: account.securities,
    account: portfolio,
    book,
    utcNow: () => clock.utcNow(),
    brokerageModel: () => model,
    stalePriceMs: () => 3_600_000,
    seesRequestsInLine: false,
    reportError: () => {},
  });
  return {
    brokerage,
    symbol: security.symbol,
    utcNow: () => clock.utcNow(),
    trade: tradesOf(security, clock, () => {
      portfolio.invalidate();
      brokerage.scan();
    }),
    settle: () => {},
    onFill: (event) => {
      portfolio.processFill(event);
      book.events.add(event, NO_EVENT);
    },
  };
}

/** A venue with a ledger of its own, on the same market. */
function venueHarness(capabilities: Partial<BrokerageCapabilities>): BrokerageHarness {
  const { security, clock, cashBook, account } = fixture();
  const model = new DefaultBrokerageModel();
  const brokerage = new SimulatedVenue({
    openingCash: () => cashBook,
    utcNow: () => clock.utcNow(),
    brokerageModel: () => model,
    stalePriceMs: () => 3_600_000,
    list: (symbol, venue) => {
      const source = account.securities.find(symbol);
      return source === undefined ? null : mirrorSecurity(source, venue.cashBook, clock);
    },
    capabilities,
    reportError: () => {},
  });
  return {
    brokerage,
    symbol: security.symbol,
    utcNow: () => clock.utcNow(),
    trade: tradesOf(security, clock, () => brokerage.scan()),
    settle: () => {},
  };
}

const { capabilities } = harness().brokerage;

describeBrokerage({ describe, test, expect }, 'SimulatedBrokerage', capabilities, harness);

const VENUES: readonly (readonly [name: string, Partial<BrokerageCapabilities>])[] = [
  ['SimulatedVenue', {}],
  ['SimulatedVenue without groups', { nativeBrackets: false, nativeOco: false }],
  [
    'SimulatedVenue like a poorer broker',
    {
      nativeBrackets: 'fromCompleteFill',
      nativeOco: false,
      fractionalQuantities: false,
      executionFees: 'later',
      enforcesUniqueClientOrderId: true,
      updates: new Set(['limitPrice'] as const),
    },
  ],
];

describe.each(VENUES)('%s', (name, like) => {
  const declared = venueHarness(like).brokerage.capabilities;
  describeBrokerage({ describe, test, expect }, name, declared, () => venueHarness(like));
});

describe('describeBrokerage', () => {
  test('skips what the capabilities rule out, and says why', () => {
    const skipped: string[] = [];
    const run: string[] = [];
    const framework = {
      describe: (_: string, body: () => void): void => {
        body();
      },
      test: Object.assign((name: string) => run.push(name), { skip: (name: string) => skipped.push(name) }),
      expect,
    };
    const orderTypes = new Set([OrderType.Market, OrderType.Limit]);
    describeBrokerage(framework, 'a poor one', { ...capabilities, orderTypes, fractionalQuantities: false }, harness);
    expect(skipped).toContain('fills a fraction of a unit [not applicable: whole units only]');
    expect(skipped).toContain('keeps a stop-limit order until it is cancelled [not applicable: no such order type]');
    expect(run).toContain('keeps a limit order until it is cancelled');
  });
});
