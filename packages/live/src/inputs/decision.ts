import {
  type AlgorithmRun,
  formatUtc,
  type Order,
  type OrderHandover,
  orderToJson,
  type RuntimeFailure,
  type UpdateOrderRequest,
} from '@lockstep/core';

type Fields = Readonly<Record<string, string | number | boolean | null>>;

/** What a strategy made happen: a request that went to the broker, or an error. */
export interface Decision {
  readonly kind: 'place' | 'update' | 'cancel' | 'failure';
  /** Slices and pulses of the session so far. */
  readonly step: number;
  /** Engine time, epoch ms UTC. */
  readonly timeMs: number;
  readonly fields: Fields;
  /** Orders that go with it: the stop and the target of an entry, the other of a pair. */
  readonly with: readonly Fields[];
}

/** What is placed. */
export function placing({ order, children, sibling }: OrderHandover, step: number, run: AlgorithmRun): Decision {
  const others = sibling === undefined ? children : [...children, sibling];
  const fields = orderFields(order);
  return {
    kind: 'place',
    step,
    timeMs: run.clock.utcNow(),
    fields,
    with: others.map((each) => orderFields(each.order)),
  };
}

/** What is changed about an order. */
export function updating({ id }: Order, request: UpdateOrderRequest, step: number, run: AlgorithmRun): Decision {
  const { quantity, limitPrice, stopPrice, triggerPrice, trailingAmount, tag } = request;
  const values = { quantity, limitPrice, stopPrice, triggerPrice, trailingAmount };
  const texts = Object.entries(values).map(([name, value]) => [name, value?.toString() ?? null] as const);
  const fields = { order: id, ...Object.fromEntries(texts), tag };
  return { kind: 'update', step, timeMs: run.clock.utcNow(), fields, with: [] };
}

/** What is cancelled. */
export function cancelling({ id, tag }: Order, step: number, run: AlgorithmRun): Decision {
  return { kind: 'cancel', step, timeMs: run.clock.utcNow(), fields: { order: id, tag }, with: [] };
}

/** What a handler threw. */
export function failing({ phase, utcMs, message }: RuntimeFailure, step: number): Decision {
  return { kind: 'failure', step, timeMs: utcMs, fields: { phase, message }, with: [] };
}

function orderFields(order: Order): Fields {
  const json = orderToJson(order);
  return {
    order: order.id,
    type: json.type,
    symbol: order.symbol.id,
    quantity: json.quantity,
    limitPrice: json.limitPrice,
    stopPrice: json.stopPrice,
    triggerPrice: json.triggerPrice,
    trailingAmount: json.trailingAmount,
    trailingAsPercentage: json.trailingAsPercentage,
    timeInForce: json.timeInForce,
    expiry: json.expiry,
    outsideRegularTradingHours: order.properties.outsideRegularTradingHours ?? false,
    bracket: order.bracketId,
    tag: order.tag,
  };
}

/** Names of the fields in which two decisions differ. */
export function differingFields(one: Decision, two: Decision): string[] {
  if (one.kind !== two.kind) return ['kind'];
  const names = [...new Set([...Object.keys(one.fields), ...Object.keys(two.fields)])];
  const differing = names.filter((name) => one.fields[name] !== two.fields[name]);
  if (one.timeMs !== two.timeMs || one.step !== two.step) differing.unshift('time');
  if (JSON.stringify(one.with) !== JSON.stringify(two.with)) differing.push('with');
  return differing;
}

/** A decision in a line: `place Market SPY 100 at 2024-03-04T14:31:00Z (order 1)`. */
export function decisionText({ kind, timeMs, fields, with: others }: Decision): string {
  const { order, ...rest } = fields;
  const shown = Object.entries(rest)
    .filter(([, value]) => value !== null && value !== '' && value !== false && value !== 0)
    .map(([name, value]) => (PLAIN.has(name) ? String(value) : `${name} ${value}`));
  const which = order === undefined ? '' : ` order ${order}`;
  const more = others.length === 0 ? '' : `, with ${others.map((each) => `order ${each['order']}`).join(' and ')}`;
  return `${kind}${which}${shown.length === 0 ? '' : `: ${shown.join(', ')}`}${more}, at ${formatUtc(timeMs)}`;
}

const PLAIN = new Set(['type', 'symbol', 'quantity', 'message']);
