import {
  type AlgorithmRun,
  type Order,
  type OrderHandover,
  OrderStatus,
  OrderType,
  type StartingAccount,
} from '@lockstep/core';

/** Ids that are set aside for the children of an entry directly after its own. */
const IDS_OF_CHILDREN = 2;

/**
 * What an earlier process had handed over and what may live on, as it was: entries with the children that went with them,
 * and those that were placed later by themselves, two of which are a pair.
 */
export function rememberedOrders(
  run: AlgorithmRun,
  { orders }: Pick<StartingAccount, 'orders'>,
  clientOrderId: (orderId: number) => string,
): readonly OrderHandover[] {
  const known = orders.flatMap(({ id }) => run.book.get(id)?.order ?? run.book.heldOf(id)?.order ?? []);
  const handover = (order: Order, children: readonly OrderHandover[] = []): OrderHandover => ({
    order,
    clientOrderId: clientOrderId(order.id),
    children,
  });
  const remembered: OrderHandover[] = [];
  for (const order of known.filter(({ bracketId }) => bracketId === 0)) {
    const children = known.filter(({ bracketId }) => bracketId === order.id);
    const native = children.filter((child) => wentAlong(order, child));
    remembered.push(
      handover(
        order,
        native.map((child) => handover(child)),
      ),
    );
    remembered.push(
      ...placedLater(children.filter((child) => !native.includes(child))).map(([one, other]) => {
        return other === undefined ? handover(one) : { ...handover(one), sibling: handover(other) };
      }),
    );
  }
  return remembered;
}

/** Whether a child was handed over with its entry. */
function wentAlong({ id }: Order, child: Order): boolean {
  return child.status === OrderStatus.New || (child.id > id && child.id <= id + IDS_OF_CHILDREN);
}

/** Open children that were placed by themselves: a stop and a target are a pair. */
function placedLater(children: readonly Order[]): (readonly [Order, Order | undefined])[] {
  const open = children.filter(({ isClosed }) => !isClosed);
  const [first, second] = open;
  const isPair =
    open.length === 2 &&
    first !== undefined &&
    second !== undefined &&
    (first.type === OrderType.Limit) !== (second.type === OrderType.Limit);
  if (isPair) return [[first, second]];
  return open.map((each) => [each, undefined]);
}
