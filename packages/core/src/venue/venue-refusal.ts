import type { BrokerageCapabilities, OrderHandover } from '../brokerage/brokerage.ts';
import { capabilityRefusal } from '../brokerage/capability-refusal.ts';

/** Why an order is not taken. */
export interface VenueRefusal {
  readonly code: string;
  readonly text: string;
}

/** Why a venue that can so much does not take an order with what comes with it; null when it does. */
export function venueRefusal(
  capabilities: BrokerageCapabilities,
  handover: OrderHandover,
  isTraded: boolean,
): VenueRefusal | null {
  const { order, children, sibling } = handover;
  if (!isTraded) return { code: 'UNKNOWN_SYMBOL', text: `${order.symbol.value} is not traded here.` };
  if (sibling !== undefined && !capabilities.nativeOco) {
    return { code: 'UNSUPPORTED', text: 'Orders are taken one by one here.' };
  }
  for (const { order: each } of [handover, ...children, ...(sibling === undefined ? [] : [sibling])]) {
    const { type: orderType, quantity, properties } = each;
    const text = capabilityRefusal(capabilities, { orderType, quantity, properties });
    if (text !== null) return { code: 'UNSUPPORTED', text };
  }
  return null;
}
