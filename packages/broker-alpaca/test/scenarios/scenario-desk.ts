import type { Order } from '@lockstep/core';
import type { BrokerageDesk } from '../../../core/src/testing/contracts/brokerage-desk.ts';

export type ScenarioDesk = BrokerageDesk;

/** What was told of the requests of an order, in words. */
export function outcomesOf(desk: ScenarioDesk, order: Order): string[] {
  return desk.messages.flatMap((message) =>
    message.kind === 'outcome' && message.orderId === order.id ? [`${message.request} ${message.outcome}`] : [],
  );
}

/** Codes of what was noticed. */
export function noticesOf(desk: ScenarioDesk, severity?: 'info' | 'warning' | 'error'): string[] {
  return desk.messages.flatMap((message) =>
    message.kind === 'notice' && (severity === undefined || message.severity === severity) ? [message.code] : [],
  );
}
