import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Brokerage, BrokerageInbox, Order } from '@lockstep/core';
import { toJson } from '../../../src/inputs/value-json.ts';
import type { ServedVenue } from '../chaos-wiring.ts';
import { MessageSocket } from './message-socket.ts';
import { handoverFromWire, orderFromWire, updateFromWire } from './order-wire.ts';
import type { Question, ToEngine, ToVenue } from './wire-messages.ts';

/** Puts brokerages on a socket of this machine: one for each process that connects. */
export class BrokerageServer implements ServedVenue {
  readonly #server: Server;
  readonly #ends = new Set<ServedEnd>();
  readonly #connect: () => Brokerage;
  readonly #cut: (end: Brokerage) => void;

  /**
   * @param connect an end of the line to the venue for a process that has connected
   * @param cut told when the process at that end is gone
   */
  constructor(connect: () => Brokerage, cut: (end: Brokerage) => void) {
    this.#connect = connect;
    this.#cut = cut;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get address(): string {
    return String((this.#server.address() as AddressInfo).port);
  }

  #accept(socket: Socket): void {
    const brokerage = this.#connect();
    const end = new ServedEnd(brokerage, socket);
    this.#ends.add(end);
    void end.closed().then(() => {
      this.#ends.delete(end);
      this.#cut(brokerage);
    });
  }

  async drained(): Promise<void> {
    await Promise.all([...this.#ends].map((end) => end.closed()));
  }

  async close(): Promise<void> {
    for (const end of this.#ends) end.close();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** One process's connection. */
class ServedEnd {
  readonly #brokerage: Brokerage;
  readonly #socket: MessageSocket;

  constructor(brokerage: Brokerage, socket: Socket) {
    this.#brokerage = brokerage;
    this.#socket = new MessageSocket(socket, (message) => this.#onMessage(message as ToVenue));
    const { name, capabilities } = brokerage;
    this.#send({ kind: 'hello', name, capabilities: toJson(capabilities) });
  }

  closed(): Promise<void> {
    return this.#socket.closed();
  }

  close(): void {
    this.#socket.close();
  }

  #send(message: ToEngine): void {
    this.#socket.send(message);
  }

  #onMessage(message: ToVenue): void {
    const brokerage = this.#brokerage;
    switch (message.kind) {
      case 'listen':
        void this.#listen();
        break;
      case 'place': {
        const handover = handoverFromWire(message.handover);
        this.#carryOut('place', handover.order, () => brokerage.placeOrder(handover));
        break;
      }
      case 'update': {
        const order = orderFromWire(message.order);
        const request = updateFromWire(message.request);
        this.#carryOut('update', order, () => brokerage.updateOrder(order, request));
        break;
      }
      case 'cancel': {
        const order = orderFromWire(message.order);
        this.#carryOut('cancel', order, () => brokerage.cancelOrder(order));
        break;
      }
      case 'ask':
        void this.#answer(message.number, message.question, message.argument);
        break;
      case 'echo':
        this.#send({ kind: 'echo', number: message.number });
        break;
    }
  }

  async #listen(): Promise<void> {
    await this.#brokerage.connect(this.#inbox());
    this.#send({ kind: 'listening', isReady: this.#brokerage.isReady });
  }

  #inbox(): BrokerageInbox {
    return {
      orderEvent: (event) => this.#send({ kind: 'event', event: toJson(event) }),
      message: (message) => this.#send({ kind: 'message', message: toJson(message) }),
    };
  }

  /** Whether a request that failed on its way has arrived cannot be told. */
  #carryOut(request: 'place' | 'update' | 'cancel', { id: orderId }: Order, handOver: () => unknown): void {
    try {
      handOver();
    } catch (error) {
      const outcome = { orderId, request, outcome: 'unknown', code: 'SEND_FAILED', text: textOf(error) };
      this.#send({ kind: 'message', message: { kind: 'outcome', ...outcome } });
    }
  }

  async #answer(number: number, question: Question, argument: unknown): Promise<void> {
    try {
      const answer = await this.#ask(question, argument);
      this.#send({ kind: 'answer', number, answer: toJson(answer) });
    } catch (error) {
      this.#send({ kind: 'noAnswer', number, text: textOf(error) });
    }
  }

  #ask(question: Question, argument: unknown): Promise<unknown> {
    const brokerage = this.#brokerage;
    switch (question) {
      case 'findOrder':
        return brokerage.findOrder(String(argument));
      case 'getExecutions':
        return brokerage.getExecutions(Number(argument));
      default:
        return brokerage[question]();
    }
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
