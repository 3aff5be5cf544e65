import type {
  Brokerage,
  BrokerageCapabilities,
  BrokerageCash,
  BrokerageExecutions,
  BrokerageHolding,
  BrokerageInbox,
  BrokerageMessage,
  BrokerageOrder,
  OrderHandover,
} from '../../brokerage/brokerage.ts';
import type { Order } from '../../orders/order.ts';
import { OrderEvent } from '../../orders/order-event.ts';
import type { UpdateOrderRequest } from '../../orders/order-request.ts';
import type { FaultLine } from './fault-line.ts';

/** One process's end of a faulty line: the brokerage that its engine sees. */
export class LineEnd implements Brokerage {
  readonly name: string;
  readonly capabilities: BrokerageCapabilities;
  readonly #line: FaultLine;
  #inbox: BrokerageInbox | null = null;

  constructor(line: FaultLine) {
    this.#line = line;
    this.name = line.venue.name;
    this.capabilities = line.venue.capabilities;
  }

  get #isAlive(): boolean {
    return this.#line.isCurrent(this);
  }

  get isReady(): boolean {
    return this.#isAlive && this.#inbox !== null && this.#line.isConnected;
  }

  connect(inbox: BrokerageInbox): void {
    this.#inbox = inbox;
  }

  disconnect(): void {
    this.#inbox = null;
  }

  /** Something has come over the line. */
  tell(what: OrderEvent | BrokerageMessage): void {
    if (what instanceof OrderEvent) this.#inbox?.orderEvent(what);
    else this.#inbox?.message(what);
  }

  placeOrder(handover: OrderHandover): void {
    const sent = onTheWire(handover);
    if (this.#isAlive) this.#line.meet(sent);
    this.#send('place', sent.order, () => this.#line.place(sent));
  }

  updateOrder(order: Order, request: UpdateOrderRequest): void {
    const sent = order.clone();
    this.#send('update', sent, () => this.#line.update(sent, request));
  }

  cancelOrder(order: Order): void {
    const sent = order.clone();
    this.#send('cancel', sent, () => this.#line.cancel(sent));
  }

  /** A process that has died sends nothing. */
  #send(kind: 'place' | 'update' | 'cancel', order: Order, deliver: () => void): void {
    if (this.#isAlive) this.#line.send({ kind, order, deliver });
  }

  getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    return this.#line.ask('getOpenOrders', (memory, atMs) => memory.openOrders(atMs));
  }

  findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    return this.#line.ask('findOrder', (memory, atMs) => memory.order(clientOrderId, atMs));
  }

  getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    const { venue } = this.#line;
    return this.#line.ask('getExecutions', async (_, atMs) => {
      const { executions, completeFromMs } = await venue.getExecutions(sinceMs);
      return { executions: executions.filter(({ timeMs }) => timeMs <= atMs), completeFromMs };
    });
  }

  getHoldings(): Promise<readonly BrokerageHolding[]> {
    return this.#line.ask('getHoldings', (memory, atMs) => memory.holdings(atMs));
  }

  getCashBalance(): Promise<readonly BrokerageCash[]> {
    return this.#line.ask('getCashBalance', (memory, atMs) => memory.cash(atMs));
  }
}

/** What is sent is as it was when it was sent, whatever becomes of the order here. */
function onTheWire({ order, clientOrderId, children, sibling }: OrderHandover): OrderHandover {
  return {
    order: order.clone(),
    clientOrderId,
    children: children.map(onTheWire),
    sibling: sibling === undefined ? undefined : onTheWire(sibling),
  };
}
