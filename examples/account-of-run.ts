import type { EngineOutcome } from '@lockstep/core';

/** Everything that the account went through. */
export function account({ run, orderEvents, failure }: EngineOutcome): unknown {
  return {
    failure,
    events: orderEvents.map((event) => [
      event.orderId,
      event.utcTimeMs,
      event.status,
      event.exactFillPrice.toString(),
      event.exactFillQuantity.toString(),
      event.orderFee.amount.toString(),
    ]),
    cash: [...run.cashBook].map((cash) => [cash.symbol, cash.exactAmount.toString()]),
    value: run.portfolio.exactTotalPortfolioValue.toString(),
  };
}
