import { beforeEach, describe, expect, test } from 'vitest';
import type { BrokerageMessage } from '../brokerage/brokerage.ts';
import { Decimal } from '../numeric/decimal.ts';
import { Order } from '../orders/order.ts';
import { OrderEvent } from '../orders/order-event.ts';
import { CancelOrderRequest, SubmitOrderRequest, UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderResponseErrorCode } from '../orders/order-response.ts';
import { OrderStatus, orderStatusName } from '../orders/order-status.ts';
import { OrderTicket } from '../orders/order-ticket.ts';
import { OrderType } from '../orders/order-type.ts';
import { Portfolio } from '../portfolio/portfolio.ts';
import { type Fixture, fixture, trade } from '../securities/models/model-fixture.ts';
import { BrokerageReports } from './brokerage-reports.ts';
import { OrderBook } from './order-book.ts';
import { applyUpdate } from './order-changes.ts';
import { OrderEvents } from './order-events.ts';
import { UpdatesInFlight } from './updates-in-flight.ts';

const decimal = (value: number): Decimal => Decimal.fromNumber(value);

/** A limit order of 10 at 95 that was handed over, its account, and whoever takes in what the broker says of it. */
class Desk {
  readonly fixture: Fixture = fixture();
  readonly book = new OrderBook();
  readonly portfolio: Portfolio;
  readonly events: OrderEvents;
  readonly reports: BrokerageReports;
  readonly order: Order;
  readonly ticket: OrderTicket;
  readonly told: BrokerageMessage[] = [];
  readonly raised: OrderEvent[] = [];
  readonly updates = new UpdatesInFlight();

  constructor() {
    const { security, clock, cashBook, account } = this.fixture;
    trade(security, clock.now, ['100', '100', '100', '100']);
    this.portfolio = new Portfolio({
      securities: account.securities,
      cashBook,
      openOrders: () => this.book.openOrders(),
      freeBuffer: () => ({ freePortfolioValuePercentage: 0, freePortfolioValue: null }),
    });
    this.events = new OrderEvents(this.book, this.portfolio, account.securities);
    this.events.listen((event) => this.raised.push(event));
    const { book, portfolio, updates } = this;
    const options = {
      book,
      portfolio,
      updates,
      utcNow: () => clock.now,
      onUpdateRefused: () => {},
      replace: (_units: Decimal, takeBack: () => void, book: () => void) => {
        takeBack();
        book();
      },
    };
    this.reports = new BrokerageReports(
      { ...options, onBrokerageMessage: (message) => this.told.push(message) },
      this.events,
    );
    const fields = {
      symbol: security.symbol,
      quantity: decimal(10),
      limitPrice: decimal(95),
      timeMs: clock.now,
      tag: '',
    };
    this.order = new Order({ ...fields, id: 1, type: OrderType.Limit });
    const request = new SubmitOrderRequest({ ...fields, orderType: OrderType.Limit });
    request.orderId = 1;
    const nobody = (): never => expect.unreachable('no requests are made here');
    this.ticket = new OrderTicket(
      {
        utcNow: () => clock.now,
        updateOrder: nobody,
        cancelOrder: nobody,
        eventsUpTo: (last) => this.book.events.upTo(last),
      },
      request,
    );
    this.ticket.setOrder(this.order);
    this.book.add({ order: this.order, ticket: this.ticket }, true);
  }

  status(status: OrderStatus): void {
    this.reports.orderEvent(new OrderEvent(this.order, this.fixture.clock.now, status));
  }

  fill(executionId: string, quantity: number, price: number, status: OrderStatus = OrderStatus.PartiallyFilled): void {
    this.reports.orderEvent(this.execution(executionId, quantity, price, status));
  }

  execution(executionId: string, quantity: number, price: number, status: OrderStatus): OrderEvent {
    const event = new OrderEvent(this.order, this.fixture.clock.now, status);
    event.executionId = executionId;
    event.exactFillQuantity = decimal(quantity);
    event.exactFillPrice = decimal(price);
    return event;
  }

  refuse(request: 'place' | 'update' | 'cancel'): void {
    this.reports.message({ kind: 'outcome', orderId: 1, request, outcome: 'refused', code: '201', text: 'No.' });
  }

  get account(): { held: number; cash: number; fees: number } {
    const { holdings } = this.fixture.security;
    return {
      held: holdings.quantity,
      cash: this.portfolio.cash,
      fees: this.portfolio.totalFees,
    };
  }

  get statuses(): string[] {
    return this.raised.map(({ status }) => orderStatusName(status));
  }
}

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});

describe('executions', () => {
  test('one that is told twice counts once', () => {
    desk.status(OrderStatus.Submitted);
    desk.fill('e1', 4, 95);
    desk.fill('e1', 4, 95);
    expect(desk.account).toEqual({ held: 4, cash: 99_620, fees: 0 });
    expect(desk.statuses).toEqual(['Submitted', 'PartiallyFilled']);
  });

  test('whether the order is complete is counted, whatever the broker says', () => {
    desk.fill('e1', 4, 95, OrderStatus.Filled);
    expect(orderStatusName(desk.order.status)).toBe('PartiallyFilled');
    desk.fill('e2', 6, 94, OrderStatus.PartiallyFilled);
    expect(orderStatusName(desk.order.status)).toBe('Filled');
    expect(desk.ticket.averageFillPrice).toBe(94.4);
    expect(desk.book.hasOpen).toBe(false);
  });

  test('one that comes after the cancel is booked, and the order stays cancelled', () => {
    desk.status(OrderStatus.Canceled);
    desk.fill('e1', 4, 95);
    expect(desk.account.held).toBe(4);
    expect(orderStatusName(desk.order.status)).toBe('Canceled');
    expect(desk.order.quantityFilled.toNumber()).toBe(4);
  });

  test('one that completes a cancelled order fills it after all', () => {
    desk.status(OrderStatus.Canceled);
    desk.fill('e1', 10, 95);
    expect(orderStatusName(desk.order.status)).toBe('Filled');
  });

  test('of an order that nobody knows are not booked, and told', () => {
    const stranger = new Order({
      id: 77,
      type: OrderType.Market,
      symbol: desk.order.symbol,
      quantity: decimal(1),
      timeMs: 0,
      tag: '',
    });
    desk.reports.orderEvent(new OrderEvent(stranger, 0, OrderStatus.Submitted));
    expect(desk.raised).toEqual([]);
    expect(desk.told).toMatchObject([{ kind: 'notice', severity: 'error', code: 'UNKNOWN_ORDER' }]);
  });

  test('without an id are booked each time: none may be lost', () => {
    desk.fill('', 4, 95);
    desk.fill('', 6, 95);
    expect(desk.account.held).toBe(10);
  });
});

describe('commissions', () => {
  const commission = (amount: number): BrokerageMessage => ({
    kind: 'commission',
    executionId: 'e1',
    amount: decimal(amount),
    currency: 'USD',
  });

  test('one that comes later is booked then, once', () => {
    desk.fill('e1', 10, 95);
    desk.reports.message(commission(1.5));
    desk.reports.message(commission(1.5));
    expect(desk.account).toEqual({ held: 10, cash: 99_048.5, fees: 1.5 });
    expect(desk.ticket.orderEvents[0]?.orderFee.amount.toNumber()).toBe(1.5);
  });

  test('one that is corrected counts with its last amount', () => {
    desk.fill('e1', 10, 95);
    desk.reports.message(commission(1.5));
    desk.reports.message(commission(1));
    expect(desk.account.fees).toBe(1);
  });

  test('one that comes before its execution waits for it', () => {
    desk.reports.message(commission(2));
    expect(desk.account.fees).toBe(0);
    desk.fill('e1', 10, 95);
    expect(desk.account).toEqual({ held: 10, cash: 99_048, fees: 2 });
  });
});

describe('corrections', () => {
  test('a bust takes the execution back, once and for good', () => {
    desk.fill('e1', 10, 95);
    const bust: BrokerageMessage = { kind: 'executionCorrected', executionId: 'e1', correction: null };
    desk.reports.message(bust);
    desk.reports.message(bust);
    desk.fill('e1', 10, 95);
    expect(desk.account).toEqual({ held: 0, cash: 100_000, fees: 0 });
    expect([desk.ticket.quantityFilled, desk.ticket.averageFillPrice]).toEqual([0, 0]);
  });

  test('a correction replaces it', () => {
    desk.fill('e1', 4, 95);
    desk.fill('e2', 6, 95);
    const correction = desk.execution('e2.2', 6, 94, OrderStatus.Filled);
    desk.reports.message({ kind: 'executionCorrected', executionId: 'e2', correction });
    expect(desk.account).toEqual({ held: 10, cash: 99_056, fees: 0 });
    expect(desk.ticket.averageFillPrice).toBe(94.4);
  });
});

describe('statuses', () => {
  test('repeat themselves without effect', () => {
    desk.status(OrderStatus.Submitted);
    desk.status(OrderStatus.Submitted);
    desk.fill('e1', 4, 95);
    desk.status(OrderStatus.Submitted);
    expect(desk.statuses).toEqual(['Submitted', 'PartiallyFilled']);
    expect(orderStatusName(desk.order.status)).toBe('PartiallyFilled');
  });

  test('nothing opens an order that has ended', () => {
    desk.status(OrderStatus.Canceled);
    desk.status(OrderStatus.UpdateSubmitted);
    expect(desk.statuses).toEqual(['Canceled']);
  });
});

describe('refusals', () => {
  test('of a new order end it, with the reason', () => {
    desk.refuse('place');
    expect(orderStatusName(desk.ticket.status)).toBe('Invalid');
    expect(desk.raised.map(({ message }) => message)).toEqual(['No. (201)']);
    expect(desk.ticket.submitRequest.response.errorCode).toBe(OrderResponseErrorCode.BrokerageFailedToSubmitOrder);
  });

  test('of an update put the old values back; the order lives', () => {
    const request = new UpdateOrderRequest(0, 1, { limitPrice: 96, quantity: 20 });
    desk.status(OrderStatus.Submitted);
    desk.ticket.addUpdateRequest(request);
    desk.updates.sends(desk.order, request);
    applyUpdate(desk.order, request);
    desk.refuse('update');
    expect([desk.order.limitPrice.toNumber(), desk.order.quantity.toNumber()]).toEqual([95, 10]);
    expect(desk.ticket.isOpen).toBe(true);
    expect(request.response.errorCode).toBe(OrderResponseErrorCode.BrokerageFailedToUpdateOrder);
  });

  test('of a cancel leave the order as it was, and it may be asked for again', () => {
    desk.status(OrderStatus.Submitted);
    desk.ticket.cancelRequest = new CancelOrderRequest(0, 1, null);
    desk.events.markCancelPending(desk.order);
    desk.refuse('cancel');
    expect(orderStatusName(desk.order.status)).toBe('Submitted');
    expect(desk.ticket.cancelRequest.response.errorCode).toBe(OrderResponseErrorCode.BrokerageFailedToCancelOrder);
  });

  test('a time-out is none: the order may live', () => {
    const unknown = { request: 'place', outcome: 'unknown', code: '', text: 'No answer within 10 s.' } as const;
    desk.reports.message({ kind: 'outcome', orderId: 1, ...unknown });
    expect(desk.ticket.isOpen).toBe(true);
    expect(desk.raised).toEqual([]);
    expect(desk.told.map(({ kind }) => kind)).toEqual(['outcome']);
  });
});

test('money that came or went without a trade counts once', () => {
  const dividend = { kind: 'cashFlow', id: 'd1', reason: 'dividend', currency: 'USD', timeMs: 0 } as const;
  desk.reports.message({ ...dividend, amount: decimal(12.5) });
  desk.reports.message({ ...dividend, amount: decimal(12.5) });
  expect(desk.account.cash).toBe(100_012.5);
});
