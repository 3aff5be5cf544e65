import type { BrokerageMessage, Order } from '@lockstep/core';
import type { BrokerageDesk } from '../../../core/src/testing/contracts/brokerage-desk.ts';

export type ScenarioDesk = BrokerageDesk;

/** What was told of the requests of an order, in words: `place refused IB_201`. */
export function outcomesOf(desk: ScenarioDesk, order: Order): string[] {
  return desk.messages.flatMap((message) =>
    message.kind === 'outcome' && message.orderId === order.id
      ? [`${message.request} ${message.outcome} ${message.code}`]
      : [],
  );
}

export function messagesOf<K extends BrokerageMessage['kind']>(
  desk: ScenarioDesk,
  kind: K,
): Extract<BrokerageMessage, { kind: K }>[] {
  return desk.messages.filter((message): message is Extract<BrokerageMessage, { kind: K }> => message.kind === kind);
}

/** Codes of what was noticed. */
export function noticesOf(desk: ScenarioDesk): string[] {
  return messagesOf(desk, 'notice').map(({ code }) => code);
}

/** Units and prices of an order's fills, in words. */
export function fillsOf(desk: ScenarioDesk, order: Order): string[] {
  return desk.fillsOf(order).map(({ fillQuantity, fillPrice }) => `${fillQuantity} @ ${fillPrice}`);
}
