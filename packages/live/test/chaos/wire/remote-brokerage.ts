import { once } from 'node:events';
import { connect } from 'node:net';
import {
  type AlgorithmRun,
  type Brokerage,
  type BrokerageCapabilities,
  type BrokerageCash,
  type BrokerageExecutions,
  type BrokerageHolding,
  type BrokerageInbox,
  type BrokerageMessage,
  type BrokerageOrder,
  LockstepError,
  type Order,
  type OrderEvent,
  type OrderHandover,
  type UpdateOrderRequest,
} from '@lockstep/core';
import { fromJson } from '../../../src/inputs/value-json.ts';
import type { WireEnd } from '../chaos-wiring.ts';
import { MessageSocket } from './message-socket.ts';
import { handoverToWire, orderToWire, updateToWire } from './order-wire.ts';
import type { Question, ToEngine, ToVenue } from './wire-messages.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The engine's end of the socket of a `BrokerageServer`. */
export class RemoteBrokerage implements Brokerage, WireEnd {
  #name = '';
  #capabilities!: BrokerageCapabilities;
  #isReady = false;
  #socket!: MessageSocket;
  #run: AlgorithmRun | null = null;
  #inbox: BrokerageInbox | null = null;
  readonly #waiting = new Map<number, Waiting>();
  #numbers = 0;
  #onHello: () => void = () => undefined;
  #onListening: () => void = () => undefined;

  /** Settles when the venue has said what it is. */
  static async connect(port: string): Promise<RemoteBrokerage> {
    const socket = connect(Number(port), '127.0.0.1');
    const remote = new RemoteBrokerage();
    const hello = new Promise<void>((resolve) => {
      remote.#onHello = resolve;
    });
    remote.#socket = new MessageSocket(socket, (message) => remote.#onMessage(message as ToEngine));
    await once(socket, 'connect');
    await hello;
    return remote;
  }

  brokerage(run: AlgorithmRun): this {
    this.#run = run;
    return this;
  }

  async settle(): Promise<void> {
    await this.#await((number) => ({ kind: 'echo', number }));
  }

  close(): void {
    this.#socket.close();
  }

  get name(): string {
    return this.#name;
  }

  get capabilities(): BrokerageCapabilities {
    return this.#capabilities;
  }

  get isReady(): boolean {
    return this.#isReady && this.#inbox !== null;
  }

  connect(inbox: BrokerageInbox): Promise<void> {
    this.#inbox = inbox;
    return new Promise((resolve) => {
      this.#onListening = resolve;
      this.#send({ kind: 'listen' });
    });
  }

  disconnect(): void {
    this.#inbox = null;
  }

  placeOrder(handover: OrderHandover): void {
    this.#send({ kind: 'place', handover: handoverToWire(handover) });
  }

  updateOrder(order: Order, request: UpdateOrderRequest): void {
    this.#send({ kind: 'update', order: orderToWire(order), request: updateToWire(request) });
  }

  cancelOrder(order: Order): void {
    this.#send({ kind: 'cancel', order: orderToWire(order) });
  }

  getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    return this.#ask('getOpenOrders');
  }

  findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    return this.#ask('findOrder', clientOrderId);
  }

  getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    return this.#ask('getExecutions', sinceMs);
  }

  getHoldings(): Promise<readonly BrokerageHolding[]> {
    return this.#ask('getHoldings');
  }

  getCashBalance(): Promise<readonly BrokerageCash[]> {
    return this.#ask('getCashBalance');
  }

  #send(message: ToVenue): void {
    this.#socket.send(message);
  }

  #ask<T>(question: Question, argument: unknown = null): Promise<T> {
    return this.#await((number) => ({ kind: 'ask', number, question, argument })) as Promise<T>;
  }

  #await(ask: (number: number) => ToVenue): Promise<unknown> {
    this.#numbers += 1;
    const number = this.#numbers;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#send(ask(number));
    });
  }

  #onMessage(message: ToEngine): void {
    switch (message.kind) {
      case 'hello':
        this.#name = message.name;
        this.#capabilities = fromJson(message.capabilities, never) as BrokerageCapabilities;
        this.#onHello();
        break;
      case 'listening':
        this.#isReady = message.isReady;
        this.#onListening();
        break;
      case 'event':
        this.#inbox?.orderEvent(this.#read(message.event) as OrderEvent);
        break;
      case 'message':
        this.#take(this.#read(message.message) as BrokerageMessage);
        break;
      case 'answer':
        this.#takeAnswer(message.number, (waiting) => waiting.resolve(this.#read(message.answer)));
        break;
      case 'noAnswer':
        this.#takeAnswer(message.number, (waiting) => waiting.reject(new LockstepError('BROKER_SILENT', message.text)));
        break;
      case 'echo':
        this.#takeAnswer(message.number, (waiting) => waiting.resolve(undefined));
        break;
    }
  }

  #take(message: BrokerageMessage): void {
    if (message.kind === 'disconnected') this.#isReady = false;
    else if (message.kind === 'reconnected') this.#isReady = true;
    this.#inbox?.message(message);
  }

  #takeAnswer(number: number, settle: (waiting: Waiting) => void): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (waiting !== undefined) settle(waiting);
  }

  #read(json: unknown): unknown {
    const run = this.#run;
    if (run === null) return never();
    return fromJson(
      json,
      ({ ticker, type, market }) => run.symbol(ticker, type, market),
      (id) => (run.book.get(id) ?? run.book.heldOf(id))?.order,
    );
  }
}

function never(): never {
  throw new TypeError('Nothing is told before a run listens.');
}
