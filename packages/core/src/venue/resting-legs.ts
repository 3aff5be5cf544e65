import { BracketLeg } from '../execution/brackets/open-bracket.ts';
import type { Order } from '../orders/order.ts';
import { isStop } from './order-pairs.ts';

/** The stop and the target among the children of an entry that rest. */
export function restingLegs(children: readonly Order[]): readonly [BracketLeg | null, BracketLeg | null] {
  const stop = children.find(({ type }) => isStop(type));
  const target = children.find((child) => child !== stop);
  return [
    stop === undefined ? null : new BracketLeg(stop.id, stop.type, stop.stopPrice),
    target === undefined ? null : new BracketLeg(target.id, target.type, target.limitPrice),
  ];
}
