import {
  type AlgorithmRun,
  type Brokerage,
  type BrokerageInbox,
  DelegatingBrokerage,
  type HandedOver,
  InboxQueue,
  type Order,
  type OrderHandover,
  type UpdateOrderRequest,
} from '@lockstep/core';
import { cancelling, placing, updating } from './decision.ts';
import type { SessionInputs } from './session-inputs.ts';
import { toJson } from './value-json.ts';

/** An inbox of which is recorded what is taken in at which look. */
export class RecordedInbox extends InboxQueue {
  readonly #inputs: SessionInputs;
  #into: BrokerageInbox | null = null;
  readonly #recording: BrokerageInbox = {
    orderEvent: (event) => {
      this.#inputs.write(['inbox', this.looks, toJson(event)]);
      this.#into?.orderEvent(event);
    },
    message: (message) => {
      this.#inputs.write(['inbox', this.looks, toJson(message)]);
      this.#into?.message(message);
    },
  };

  constructor(inputs: SessionInputs) {
    super();
    this.#inputs = inputs;
  }

  override drain(into: BrokerageInbox): void {
    this.#into = into;
    super.drain(this.#recording);
  }
}

/** The order path with a record of what the engine asks of it. */
export class RecordedBrokerage extends DelegatingBrokerage {
  readonly #inputs: SessionInputs;
  readonly #run: AlgorithmRun;

  constructor(inner: Brokerage, inputs: SessionInputs, run: AlgorithmRun) {
    super(inner);
    this.#inputs = inputs;
    this.#run = run;
    inputs.write(['capabilities', toJson(inner.capabilities)]);
  }

  override placeOrder(handover: OrderHandover): HandedOver {
    this.#inputs.write(['decision', placing(handover, this.#inputs.step, this.#run)]);
    return super.placeOrder(handover);
  }

  override updateOrder(order: Order, request: UpdateOrderRequest): HandedOver {
    this.#inputs.write(['decision', updating(order, request, this.#inputs.step, this.#run)]);
    return super.updateOrder(order, request);
  }

  override cancelOrder(order: Order): HandedOver {
    this.#inputs.write(['decision', cancelling(order, this.#inputs.step, this.#run)]);
    return super.cancelOrder(order);
  }
}
