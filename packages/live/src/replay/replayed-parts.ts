import {
  type AlgorithmRun,
  type Brokerage,
  type BrokerageCapabilities,
  type BrokerageInbox,
  type BrokerageMessage,
  type DataBatch,
  type DataFeed,
  type HistoryProvider,
  type HistoryRequest,
  InboxQueue,
  type ObjectStorage,
  type Order,
  OrderEvent,
  type OrderHandover,
  type Pace,
  type StoredContent,
  type SubscriptionRequest,
  type SubscriptionSource,
  type TimeSlice,
  type UpdateOrderRequest,
} from '@lockstep/core';
import { cancelling, placing, updating } from '../inputs/decision.ts';
import { requestText } from '../inputs/recorded-data.ts';
import { fromJson } from '../inputs/value-json.ts';
import { carryOut } from './carry-out.ts';
import type { InputPlayer } from './input-player.ts';

/** The slices and pulses of a record, whatever the time is. */
export class ReplayedPace implements Pace {
  readonly #player: InputPlayer;
  readonly #run: AlgorithmRun;

  constructor(player: InputPlayer, run: AlgorithmRun) {
    this.#player = player;
    this.#run = run;
  }

  arrived(): void {}

  stop(): void {}

  async next(): Promise<TimeSlice | null> {
    const { synchronizer } = this.#run.subscriptions;
    for (;;) {
      const line = await this.#player.nextPace();
      const settled = line[1];
      if (settled !== null) await synchronizer.poll(settled);
      if (line[0] === 'end') return null;
      if (line[0] === 'pulse') return synchronizer.pulse(line[2]);
      if (line[0] === 'poll') continue;
      const slice = await synchronizer.next();
      if (slice?.utcMs === line[2]) return slice;
      return this.#player.deviate(`saw the data of ${line[2]}`, `sees that of ${slice?.utcMs ?? 'no instant'}`);
    }
  }
}

/** The data of a record. */
export class ReplayedFeed implements DataFeed {
  readonly #player: InputPlayer;
  #count = 0;

  constructor(player: InputPlayer) {
    this.#player = player;
  }

  subscribe(request: SubscriptionRequest): SubscriptionSource {
    const number = this.#count++;
    this.#player.subscribe(number, requestText(request));
    return { next: () => this.#player.dataOf(number), close: () => undefined };
  }
}

/** The answers to requests for history of a record. */
export class ReplayedHistory implements HistoryProvider {
  readonly #player: InputPlayer;
  #count = 0;

  constructor(player: InputPlayer) {
    this.#player = player;
  }

  getHistory(request: HistoryRequest): readonly DataBatch[] | Promise<readonly DataBatch[]> {
    return this.#player.history(this.#count++, requestText(request));
  }
}

/** What a strategy found in its object store. */
export class ReplayedStorage implements ObjectStorage {
  readonly #player: InputPlayer;

  constructor(player: InputPlayer) {
    this.#player = player;
  }

  get keys(): readonly string[] {
    return this.#player.segment.keys();
  }

  read(key: string): StoredContent | undefined {
    const content = this.#player.segment.storedUnder(key) ?? undefined;
    return typeof content === 'object' ? Buffer.from(content.base64, 'base64') : content;
  }

  write(): void {}

  delete(): boolean {
    return true;
  }
}

/** Gives at each look what was taken in at the same one. */
export class ReplayedInbox extends InboxQueue {
  readonly #player: InputPlayer;
  readonly #run: () => AlgorithmRun;

  constructor(player: InputPlayer, run: () => AlgorithmRun) {
    super();
    this.#player = player;
    this.#run = run;
  }

  override takeInterventions(): void {
    super.takeInterventions();
    this.#operate();
  }

  override carryOut(): void {
    // What the run asks of itself is looked at with the same look.
    this.#operate(this.looks + 1);
    super.carryOut();
  }

  #operate(look = this.looks): void {
    for (const { operation } of this.#player.segment.takenAt(look)) {
      if (operation !== null) carryOut(this.#run(), operation, this.#player);
    }
  }

  override drain(into: BrokerageInbox): void {
    super.drain(into);
    for (const { item, operation } of this.#player.segment.takenAt(this.looks)) {
      if (operation !== null) carryOut(this.#run(), operation, this.#player);
      else this.#hand(fromJson(item, this.#player.symbolOf, this.#player.orderOf), into);
    }
  }

  #hand(item: unknown, into: BrokerageInbox): void {
    if (item instanceof OrderEvent) into.orderEvent(item);
    else into.message(item as BrokerageMessage);
  }
}

/** Sends nothing: compares what the engine asks for with what it asked for then. */
export class ReplayedBrokerage implements Brokerage {
  readonly name = 'replay';
  readonly isReady = true;
  readonly #player: InputPlayer;
  readonly #run: AlgorithmRun;
  #capabilities: BrokerageCapabilities | null = null;

  constructor(player: InputPlayer, run: AlgorithmRun) {
    this.#player = player;
    this.#run = run;
  }

  get capabilities(): BrokerageCapabilities {
    this.#capabilities ??= fromJson(this.#player.segment.capabilities, this.#player.symbolOf) as BrokerageCapabilities;
    return this.#capabilities;
  }

  connect(): void {
    void this.capabilities;
  }

  disconnect(): void {}

  placeOrder(handover: OrderHandover): Promise<void> {
    return this.#player.compare(placing(handover, this.#player.step, this.#run));
  }

  updateOrder(order: Order, request: UpdateOrderRequest): Promise<void> {
    return this.#player.compare(updating(order, request, this.#player.step, this.#run));
  }

  cancelOrder(order: Order): Promise<void> {
    return this.#player.compare(cancelling(order, this.#player.step, this.#run));
  }

  /** A session's brokerage is asked to look at its resting orders, whichever it is. */
  scan(): void {}

  getOpenOrders(): Promise<never> {
    return this.#unasked();
  }

  findOrder(): Promise<never> {
    return this.#unasked();
  }

  getExecutions(): Promise<never> {
    return this.#unasked();
  }

  getHoldings(): Promise<never> {
    return this.#unasked();
  }

  getCashBalance(): Promise<never> {
    return this.#unasked();
  }

  /** What a broker answers comes in by the inbox: the engine itself asks nothing. */
  #unasked(): Promise<never> {
    return Promise.reject(new TypeError('A replay has no broker to ask.'));
  }
}
