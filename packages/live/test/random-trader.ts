import {
  Algorithm,
  Decimal,
  type FillContext,
  ImmediateFillModel,
  type OrderEvent,
  OrderStatus,
  type OrderTicket,
  Resolution,
  SeededRandom,
} from '@lockstep/core';

/** Fills a part of what is wanted at a time. */
class Piecemeal extends ImmediateFillModel {
  override fill(context: FillContext): OrderEvent | null {
    const event = super.fill(context);
    const { order } = context;
    const left = order.quantity.minus(order.quantityFilled);
    if (event === null || event.status !== OrderStatus.Filled || left.abs().lte(PIECE)) return event;
    event.status = OrderStatus.PartiallyFilled;
    event.exactFillQuantity = left.sign() > 0 ? PIECE : PIECE.negated();
    return event;
  }
}

const PIECE = Decimal.fromInteger(7);
const TICKERS = ['ABC', 'XYZ'];

/** Does this and that, by a seed: orders of all kinds, updates, cancels, history, schedules, brackets, and now and then an error. */
export class RandomTrader extends Algorithm {
  override readonly parameters = this.defineParameters({ seed: { default: 1 } });
  override state = { orders: 0, heard: 0 };
  #random = new SeededRandom(1);

  override initialize(): void {
    this.#random = new SeededRandom(this.parameters.seed);
    this.setCash(100_000);
    this.setBenchmark(() => 1);
    for (const ticker of TICKERS) this.addEquity(ticker, Resolution.Minute).setFillModel(new Piecemeal());
    this.sma('ABC', 5);
    this.schedule.on(this.dateRules.everyDay(), this.timeRules.every(7 * 60_000), () => this.#act('schedule'));
    if (this.parameters.seed % 3 === 0) this.setWarmUp(10, Resolution.Minute);
  }

  override async onData(): Promise<void> {
    if (this.#chance(0.15)) {
      const bars = await this.history('ABC', 3, Resolution.Minute);
      if (bars.length > 0 && this.#chance(0.5)) this.#order(bars.at(-1)?.close ?? 0);
    }
    if (this.#chance(0.3)) this.#act('data');
    if (this.#chance(0.1)) await this.#compareBoth();
    if (this.#chance(0.01)) throw new Error('a bad day');
  }

  async #compareBoth(): Promise<void> {
    const [one, two] = await Promise.all(TICKERS.map((ticker) => this.history(ticker, 2, Resolution.Minute)));
    if ((one?.length ?? 0) >= (two?.length ?? 0)) this.#act('comparison');
  }

  override onOrderEvent(event: OrderEvent): void {
    this.state.heard += 1;
    if (event.status === OrderStatus.Filled && this.#chance(0.2)) this.#act('fill');
  }

  #act(tag: string): void {
    const open = this.transactions.getOpenOrderTickets();
    const ticket = open[Math.floor(this.#random.nextDouble() * open.length)];
    if (ticket !== undefined && this.#chance(0.5)) this.#change(ticket);
    else if (this.#chance(0.1)) this.liquidate();
    else this.#order(this.securities.get(this.#ticker()).price, tag);
  }

  #change(ticket: OrderTicket): void {
    if (this.#chance(0.4)) ticket.cancel('not any more');
    else if (this.#chance(0.5)) ticket.updateLimitPrice(Math.round(this.#random.nextDouble() * 2_000) / 100 + 90);
    else ticket.updateQuantity(Math.ceil(this.#random.nextDouble() * 30) * Math.sign(ticket.quantity));
  }

  #order(price: number, tag = 'history'): void {
    const ticker = this.#ticker();
    const quantity = Math.ceil(this.#random.nextDouble() * 40) * (this.#chance(0.5) ? 1 : -1);
    const near = Math.round((price === 0 ? 100 : price) * (0.998 + this.#random.nextDouble() * 0.004) * 100) / 100;
    this.state.orders += 1;
    const kind = this.#random.nextDouble();
    if (kind < 0.4) this.marketOrder(ticker, quantity, false, tag);
    else if (kind < 0.7) this.limitOrder(ticker, quantity, near, false, tag);
    else if (kind < 0.85) this.stopMarketOrder(ticker, quantity, near, false, tag);
    else if (!this.portfolio.invested)
      this.bracketOrder(ticker, Math.abs(quantity), { stopLoss: near * 0.99, takeProfit: near * 1.01 });
  }

  #ticker(): string {
    return this.#chance(0.6) ? 'ABC' : 'XYZ';
  }

  #chance(probability: number): boolean {
    return this.#random.nextDouble() < probability;
  }
}
