import type { OrderEvent } from '../orders/order-event.ts';
import type { CapacityEstimate } from '../statistics/capacity-estimate.ts';
import type { ClosedTrade } from '../statistics/closed-trade.ts';
import type { AlgorithmRun } from './algorithm-run.ts';
import { CapacityViews } from './capacity-views.ts';

/**
 * Has a run told of its order events in this order: trade list and capacity, the recorder, brackets, and last the strategy.
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
    const { closedTrades } = run;
    for (; toldTrades < closedTrades.length; toldTrades += 1) {
      const trade = closedTrades[toldTrades] as ClosedTrade;
      riskGate?.onTradeClosed(trade);
      recorder?.tradeClosed(trade);
    }
  };
  run.processor.listen((event, entry) => {
    if (event.isFill) {
      const security = run.securities.get(event.symbol);
      const fee = run.cashBook.valueInAccountCurrency(event.orderFee.amount, event.orderFee.currency);
      const { contractMultiplier } = security.symbolProperties;
      run.tradeBuilder.processFill(event, security.quoteCurrency.exactConversionRate, fee, contractMultiplier);
      capacity.onOrderEvent(event, views.of(security));
    }
    recorder?.orderEvent(event, entry.order);
    if (event.isFill && (riskGate !== null || recorder !== null)) tellOfTrades();
    run.brackets.onOrderEvent(event, entry);
    onOrderEvent(event);
  });
}
