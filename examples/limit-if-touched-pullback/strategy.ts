import { Algorithm, type OrderEvent, OrderStatus, Resolution, type SecuritySymbol, TimeInForce } from '@lockstep/core';

/**
 * Waits for the price to fall back half a per cent from where it was in the morning, buys there with a limit, and asks
 * for half a per cent more when it has bought.
 */
export default class LimitIfTouchedPullback extends Algorithm {
  #bravo!: SecuritySymbol;

  override initialize() {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 3, 8);
    this.setCash(25_000);
    const bravo = this.addEquity('BRAVO', Resolution.Minute);
    this.#bravo = bravo.symbol;
    this.setBenchmark(() => bravo.price);
    this.defaultOrderProperties = { timeInForce: TimeInForce.Day };
    const everyDay = this.dateRules.everyDay(this.#bravo);

    this.schedule.on(everyDay, this.timeRules.at(10, 0), () => this.#placeEntry());
    this.schedule.on(everyDay, this.timeRules.beforeMarketClose(this.#bravo, 15), () => this.liquidate());
  }

  #placeEntry(): void {
    const { price } = this.securities.get(this.#bravo);
    // Touching the trigger turns the order into a limit order: it never pays more than the limit.
    const trigger = toCents(price * 0.995);
    this.limitIfTouchedOrder(this.#bravo, 100, trigger, toCents(trigger + 0.05), false, 'entry');
  }

  override onOrderEvent(event: OrderEvent) {
    if (event.status === OrderStatus.Invalid) this.error(`Refused: ${event.message}`);
    if (!event.isFill || event.ticket?.tag !== 'entry') return;
    // One order per fill, so that partial fills are covered too.
    this.limitOrder(this.#bravo, -event.fillQuantity, toCents(event.fillPrice * 1.005), false, 'profit');
  }
}

/** Brokers refuse prices of US shares that are no whole cents. */
function toCents(price: number): number {
  return Math.round(price * 100) / 100;
}
