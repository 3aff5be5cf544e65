import type { OrderEntry } from '../../execution/order-book.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import { OrderStatus } from '../../orders/order-status.ts';
import { OrderType } from '../../orders/order-type.ts';
import type { CapacityEstimate } from '../../statistics/capacity-estimate.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { CapacityViews } from '../step/capacity-views.ts';

/**
 * Has a run told of its order events in this order: trade list and capacity, the recorder, brackets, the strategy,
 * and last who closes positions for good. It hears of an event before those that brackets made of it: as they happened, and as a broker tells them.
 */
export function listenToOrders(
  run: AlgorithmRun,
  capacity: CapacityEstimate,
  onOrderEvent: (event: OrderEvent) => void,
): void {
  const views = new CapacityViews(run.subscriptions);
  const { recorder, riskGate } = run;
  let toldTrades = 0;
  const tellOfTrades = (): void => {
    const { tradeBuilder } = run;
    for (; toldTrades < tradeBuilder.closedCount; toldTrades += 1) {
      const trade = tradeBuilder.closedTrade(toldTrades);
      riskGate?.onTradeClosed(trade);
      recorder?.tradeClosed(trade);
    }
  };
  const untold: OrderEvent[] = [];
  let areBracketsAtWork = false;
  const keepBrackets = (event: OrderEvent, entry: OrderEntry): void => {
    areBracketsAtWork = true;
    try {
      run.brackets.onOrderEvent(event, entry);
    } finally {
      areBracketsAtWork = false;
    }
  };
  const tell = (event: OrderEvent, entry: OrderEntry): void => {
    if (areBracketsAtWork) {
      untold.push(event);
      run.brackets.onOrderEvent(event, entry);
    } else if (untold.length > 0) {
      untold.push(event);
      keepBrackets(event, entry);
    } else {
      keepBrackets(event, entry);
      onOrderEvent(event);
    }
    if (areBracketsAtWork) return;
    for (let next = untold.shift(); next !== undefined; next = untold.shift()) onOrderEvent(next);
  };
  const { started } = run.runIndicators;
  run.processor.listen((event, entry) => {
    started.onOrderEvent();
    if (event.isFill) {
      const security = run.securities.get(event.symbol);
      const fee = run.cashBook.valueInAccountCurrency(event.orderFee.amount, event.orderFee.currency);
      const { contractMultiplier } = security.symbolProperties;
      run.tradeBuilder.processFill(event, security.quoteCurrency.exactConversionRate, fee, contractMultiplier);
      capacity.onOrderEvent(event, views.of(security));
    }
    recorder?.orderEvent(event, entry.order);
    if (event.isFill && (riskGate !== null || recorder !== null)) tellOfTrades();
    tell(event, entry);
    run.flattening.onOrderEvent(event);
    if (event.status === OrderStatus.Invalid) closeWhatLostItsStop(run, entry.order);
  });
}

/** An order was refused that was to close a position, and the stop was given up for it: somebody has to go on with that. */
function closeWhatLostItsStop(run: AlgorithmRun, { bracketId, symbol, type, quantity, tag }: Order): void {
  if (bracketId !== 0 || type !== OrderType.Market || run.flattening.isUnderWay(symbol)) return;
  const security = run.securities.get(symbol);
  const held = security.holdings.exactQuantity;
  if (held.isZero() || held.sign() === quantity.sign() || !run.brackets.hasGivenUpStop(symbol)) return;
  run.flattening.begin(tag, [security]);
}
