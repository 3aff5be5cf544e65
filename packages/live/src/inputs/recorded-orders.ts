import {
  type AlgorithmRun,
  type Brokerage,
  type BrokerageCapabilities,
  type BrokerageCash,
  type BrokerageExecutions,
  type BrokerageHolding,
  type BrokerageInbox,
  type BrokerageOrder,
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
export class RecordedBrokerage implements Brokerage {
  readonly #inner: Brokerage;
  readonly #inputs: SessionInputs;
  readonly #run: AlgorithmRun;

  constructor(inner: Brokerage, inputs: SessionInputs, run: AlgorithmRun) {
    this.#inner = inner;
    this.#inputs = inputs;
    this.#run = run;
    inputs.write(['capabilities', toJson(inner.capabilities)]);
  }

  get name(): string {
    return this.#inner.name;
  }

  get capabilities(): BrokerageCapabilities {
    return this.#inner.capabilities;
  }

  get isReady(): boolean {
    return this.#inner.isReady;
  }

  connect(inbox: BrokerageInbox): void | Promise<void> {
    return this.#inner.connect(inbox);
  }

  disconnect(): void | Promise<void> {
    return this.#inner.disconnect();
  }

  placeOrder(handover: OrderHandover): HandedOver {
    this.#inputs.write(['decision', placing(handover, this.#inputs.step, this.#run)]);
    return this.#inner.placeOrder(handover);
  }

  updateOrder(order: Order, request: UpdateOrderRequest): HandedOver {
    this.#inputs.write(['decision', updating(order, request, this.#inputs.step, this.#run)]);
    return this.#inner.updateOrder(order, request);
  }

  cancelOrder(order: Order): HandedOver {
    this.#inputs.write(['decision', cancelling(order, this.#inputs.step, this.#run)]);
    return this.#inner.cancelOrder(order);
  }

  scan(): HandedOver {
    return this.#inner.scan?.();
  }

  getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    return this.#inner.getOpenOrders();
  }

  findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    return this.#inner.findOrder(clientOrderId);
  }

  getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    return this.#inner.getExecutions(sinceMs);
  }

  getHoldings(): Promise<readonly BrokerageHolding[]> {
    return this.#inner.getHoldings();
  }

  getCashBalance(): Promise<readonly BrokerageCash[]> {
    return this.#inner.getCashBalance();
  }
}
