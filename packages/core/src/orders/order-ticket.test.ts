import { describe, expect, test } from 'vitest';
import { Algorithm } from '../algorithm/algorithm.ts';
import { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Security } from '../securities/security.ts';
import { tradeBars } from '../testing/bar-series.ts';
import { runStrategy } from '../testing/run-strategy.ts';
import { Resolution } from '../time/resolution.ts';
import { OrderRequestStatus, SubmitOrderRequest } from './order-request.ts';
import { OrderResponse } from './order-response.ts';
import { OrderField, type OrderTicket } from './order-ticket.ts';
import { OrderType } from './order-type.ts';

/** Makes one order on the first of three bars at 100 and looks at its ticket at the end. */
async function ticketOf(order: (algorithm: Algorithm, security: Security) => OrderTicket): Promise<OrderTicket> {
  const tickets: OrderTicket[] = [];
  class OneOrder extends Algorithm {
    #security!: Security;

    override initialize(): void {
      this.#security = this.addEquity('ABC', Resolution.Minute, {
        dataNormalizationMode: DataNormalizationMode.Raw,
      });
    }

    override onData(): void {
      if (tickets.length === 0) tickets.push(order(this, this.#security));
    }
  }
  const bar = { open: 100, high: 101, low: 99, close: 100, volume: 1_000 };
  const data = [tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, bars: [bar, bar, bar] })];
  await runStrategy(OneOrder, { data });
  return tickets[0]!;
}

describe('the request of a ticket', () => {
  test('says what was asked for, not what became of it by rounding', async () => {
    const ticket = await ticketOf((algorithm, security) =>
      algorithm.limitOrder(security, 10, 90.1234, false, 'for the book'),
    );
    const { submitRequest: request } = ticket;
    expect(ticket.get(OrderField.LimitPrice)).toBe(90.12);
    expect(request.limitPrice.toString()).toBe('90.1234');
    expect([request.orderId, request.orderType, request.symbol]).toEqual([1, OrderType.Limit, ticket.symbol]);
    expect([request.quantity.toString(), request.tag, request.timeMs]).toEqual(['10', 'for the book', ticket.timeMs]);
    expect([request.response, request.status]).toEqual([OrderResponse.SUCCESS, OrderRequestStatus.Processed]);
  });

  test('stays what it was when the order is updated, cancelled with another tag, or trails', async () => {
    const updated = await ticketOf((algorithm, security) => {
      const ticket = algorithm.limitOrder(security, 10, 90);
      ticket.update({ quantity: 5, limitPrice: 91, tag: 'changed' });
      return ticket;
    });
    expect([updated.quantity, updated.tag]).toEqual([5, 'changed']);
    expect([updated.submitRequest.quantity.toString(), updated.submitRequest.tag]).toEqual(['10', '']);
    expect(updated.submitRequest.limitPrice.toString()).toBe('90');

    const cancelled = await ticketOf((algorithm, security) => {
      const ticket = algorithm.limitOrder(security, 10, 90, false, 'first');
      ticket.cancel('second');
      return ticket;
    });
    expect([cancelled.tag, cancelled.submitRequest.tag]).toEqual(['second', 'first']);

    const trailing = await ticketOf((algorithm, security) => algorithm.trailingStopOrder(security, -10, 95, 5, false));
    expect(trailing.get(OrderField.StopPrice)).toBe(96);
    expect(trailing.submitRequest.stopPrice.toString()).toBe('95');
  });

  test('is always the same object', async () => {
    const ticket = await ticketOf((algorithm, security) => algorithm.marketOrder(security, 10));
    expect(ticket.submitRequest).toBe(ticket.submitRequest);
  });

  test('is the one that the strategy made, where it made one', async () => {
    let made: SubmitOrderRequest | null = null;
    const ticket = await ticketOf((algorithm, { symbol }) => {
      made = new SubmitOrderRequest({
        orderType: OrderType.Market,
        symbol,
        quantity: Decimal.fromInteger(10),
        timeMs: algorithm.utcTimeMs,
        tag: '',
        asynchronous: true,
      });
      return algorithm.submitOrderRequest(made);
    });
    expect(ticket.submitRequest).toBe(made);
  });

  test('keeps that it was asynchronous', async () => {
    const ticket = await ticketOf((algorithm, security) => algorithm.marketOrder(security, 10, true));
    expect(ticket.submitRequest.asynchronous).toBe(true);
  });
});
