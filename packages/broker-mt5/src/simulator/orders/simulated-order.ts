import { type Decimal, Decimal as Exact, type Order } from '@lockstep/core';
import { OrderReason, OrderState } from '../../wire/enums.ts';
import type { SimulatedInstrument } from '../market/instruments.ts';

/** What a request has said of an order. */
export interface SimulatedOrderFields {
  readonly ticket: number;
  readonly type: number;
  readonly typeTime: number;
  readonly filling: number;
  readonly expiration: number;
  readonly magic: number;
  readonly comment: string;
  readonly reason: number;
  /** Ticket of the position that it closes; 0 for none. */
  readonly position: number;
  /** Prices at which the position that it opens is closed; 0 for none. */
  readonly sl: number;
  readonly tp: number;
  readonly instrument: SimulatedInstrument;
  /** The venue's. */
  readonly order: Order;
  /** Epoch ms UTC. */
  readonly setupMs: number;
}

/** An order of the terminal, and the one of the venue that carries it out. */
export class SimulatedOrder {
  readonly fields: SimulatedOrderFields;
  state: number = OrderState.Started;
  /** When it ended, epoch ms UTC; null while it rests. */
  doneMs: number | null = null;
  /** Lots filled. */
  filled: Decimal = Exact.ZERO;
  /** The trade server's own text. */
  note = '';
  /** The stop and the target of the position that it opens, while they may still be reached. */
  stops: readonly SimulatedOrder[] = [];

  constructor(fields: SimulatedOrderFields) {
    this.fields = fields;
  }

  get ticket(): number {
    return this.fields.ticket;
  }

  /** Lots. */
  get volume(): Decimal {
    const { order, instrument } = this.fields;
    return instrument.lotsOf(order.quantity.abs());
  }

  /** It is a stop of a position, which no list shows before it is reached. */
  get isStop(): boolean {
    return this.fields.reason === OrderReason.StopLoss || this.fields.reason === OrderReason.TakeProfit;
  }

  end(state: number, utcMs: number): void {
    this.state = state;
    this.doneMs = utcMs;
  }
}
