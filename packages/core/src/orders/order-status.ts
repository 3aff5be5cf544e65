/** Life of an order; LEAN's numbers. */
export const OrderStatus = {
  New: 0,
  Submitted: 1,
  PartiallyFilled: 2,
  Filled: 3,
  Canceled: 5,
  None: 6,
  Invalid: 7,
  CancelPending: 8,
  UpdateSubmitted: 9,
} as const;
export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];

const NAMES: Readonly<Record<OrderStatus, string>> = {
  0: 'New',
  1: 'Submitted',
  2: 'PartiallyFilled',
  3: 'Filled',
  5: 'Canceled',
  6: 'None',
  7: 'Invalid',
  8: 'CancelPending',
  9: 'UpdateSubmitted',
};

/** LEAN's name of a status. */
export function orderStatusName(status: OrderStatus): string {
  return NAMES[status];
}

/** True when nothing more can happen to an order: filled, canceled or invalid. */
export function isClosedStatus(status: OrderStatus): boolean {
  return status === OrderStatus.Filled || status === OrderStatus.Canceled || status === OrderStatus.Invalid;
}
