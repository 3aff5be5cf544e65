import { Algorithm, type OrderTicket, OrderType, Resolution } from '@lockstep/core';
import { SeededRandom } from '@lockstep/core/testing';

/** Symbol that is entered only when flat: its position never exceeds one entry unless something was done twice. */
export const SINGLE = 'ONE';
/** Symbol that is entered only with a bracket. */
export const BRACKETED = 'BRK';
/** Symbol with everything else. */
export const MIXED = 'MIX';
/** Largest entry, units. */
export const LARGEST_ENTRY = 20;
/** Tag of orders that give up a bracket on purpose. */
export const LIQUIDATION = 'liquidation';

/**
 * Enters, protects, changes, cancels and liquidates at random. What it does in a minute depends on the seed, the minute and
 * what it sees of its account, not on how often its process has died.
 */
export class RandomTrader extends Algorithm {
  override readonly parameters = this.defineParameters({
    seed: { default: 1 },
    /** Epoch ms UTC from which on it asks for nothing any more. */
    quietFrom: { default: Number.MAX_SAFE_INTEGER },
    /** Probability that a handler fails. */
    failures: { default: 0 },
  });
  override state = { steps: 0 };

  override initialize(): void {
    this.setBenchmark(() => 1);
    for (const ticker of [SINGLE, BRACKETED, MIXED]) this.addEquity(ticker, Resolution.Minute);
  }

  override onData(): void {
    this.state.steps += 1;
    const minute = Math.floor(this.utcTimeMs / 60_000);
    if (minute * 60_000 >= this.parameters.quietFrom) return;
    const random = new SeededRandom(this.parameters.seed).fork(minute);
    this.#tradeSingle(random.fork(1));
    this.#tradeBracket(random.fork(2));
    this.#tradeMixed(random.fork(3));
    if (random.chance(this.parameters.failures)) throw new Error('A mistake of the strategy.');
  }

  #openOf(ticker: string): OrderTicket[] {
    return this.transactions.getOpenOrderTickets(ticker);
  }

  #held(ticker: string): number {
    return this.portfolio.get(ticker).quantity;
  }

  #tradeSingle(random: SeededRandom): void {
    const open = this.#openOf(SINGLE);
    const held = this.#held(SINGLE);
    if (open.length > 0) {
      if (random.chance(0.2)) for (const ticket of open) ticket.cancel();
      return;
    }
    if (held === 0 && random.chance(0.5)) this.#enter(random, SINGLE, random.integer(1, LARGEST_ENTRY));
    else if (held !== 0 && random.chance(0.3)) this.marketOrder(SINGLE, -held);
    else if (held !== 0 && random.chance(0.1)) this.liquidate(SINGLE, false, LIQUIDATION);
  }

  #enter(random: SeededRandom, ticker: string, quantity: number): void {
    const { price } = this.securities.get(ticker);
    const side = Math.sign(quantity);
    if (random.chance(0.5)) this.marketOrder(ticker, quantity);
    else if (random.chance(0.6)) this.limitOrder(ticker, quantity, cents(price - (side * random.integer(0, 20)) / 100));
    else this.stopMarketOrder(ticker, quantity, cents(price + (side * random.integer(1, 20)) / 100));
  }

  #tradeBracket(random: SeededRandom): void {
    const open = this.#openOf(BRACKETED);
    const held = this.#held(BRACKETED);
    if (held === 0 && open.length === 0) {
      if (random.chance(0.5)) this.#openBracket(random);
    } else if (random.chance(0.06)) {
      this.liquidate(BRACKETED, false, LIQUIDATION);
    } else if (held === 0 && random.chance(0.1)) {
      for (const ticket of open) ticket.cancel();
    }
  }

  #openBracket(random: SeededRandom): void {
    const { price } = this.securities.get(BRACKETED);
    const side = random.chance(0.5) ? 1 : -1;
    const distance = random.integer(5, 80) / 100;
    const limitPrice = random.chance(0.3) ? cents(price - (side * random.integer(0, 10)) / 100) : undefined;
    const entry = limitPrice ?? price;
    this.bracketOrder(BRACKETED, side * random.integer(1, LARGEST_ENTRY), {
      stopLoss: cents(entry - side * distance),
      takeProfit: cents(entry + side * distance),
      ...(limitPrice === undefined ? {} : { limitPrice }),
    });
  }

  #tradeMixed(random: SeededRandom): void {
    const open = this.#openOf(MIXED);
    const ticket = open[0];
    if (ticket !== undefined && random.chance(0.4)) {
      this.#change(random, ticket);
    } else if (open.length < 4 && random.chance(0.6)) {
      const side = this.#held(MIXED) > 60 ? -1 : this.#held(MIXED) < -60 ? 1 : random.chance(0.5) ? 1 : -1;
      this.#enter(random, MIXED, side * random.integer(1, LARGEST_ENTRY));
    }
    if (random.chance(0.04)) this.liquidate(MIXED, false, LIQUIDATION);
  }

  #change(random: SeededRandom, ticket: OrderTicket): void {
    const { price } = this.securities.get(MIXED);
    const side = Math.sign(ticket.quantity);
    if (random.chance(0.4)) ticket.cancel();
    else if (random.chance(0.3)) ticket.updateQuantity(side * random.integer(LARGEST_ENTRY, 2 * LARGEST_ENTRY));
    else if (ticket.orderType === OrderType.Limit)
      ticket.updateLimitPrice(cents(price - (side * random.integer(0, 30)) / 100));
    else if (ticket.orderType === OrderType.StopMarket)
      ticket.updateStopPrice(cents(price + (side * random.integer(1, 30)) / 100));
  }
}

function cents(price: number): number {
  return Math.round(price * 100) / 100;
}
