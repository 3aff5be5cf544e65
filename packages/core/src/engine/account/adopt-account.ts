import type { BrokerageCash } from '../../brokerage/brokerage.ts';
import { ensureDefined } from '../../errors/ensure.ts';
import { BracketLeg } from '../../execution/brackets/open-bracket.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { Decimal } from '../../numeric/decimal.ts';
import { Order, type OrderFields } from '../../orders/order.ts';
import { OrderEvent, type OrderFee } from '../../orders/order-event.ts';
import { isClosedStatus, OrderStatus } from '../../orders/order-status.ts';
import { OrderTicket } from '../../orders/order-ticket.ts';
import { OrderType } from '../../orders/order-type.ts';
import type { Security } from '../../securities/security.ts';
import type { UnsettledAmount } from '../../securities/unsettled-funds.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { securityForOrder } from '../securities/security-for-order.ts';
import { seedPrices } from '../securities/seed-prices.ts';
import type { FlattenedPosition } from '../trading/flattening.ts';

/** A position that is there when a run starts. */
export interface StartingHolding {
  readonly symbol: SecuritySymbol;
  /** Negative for a short position. */
  readonly quantity: Decimal;
  /** In the quote currency. */
  readonly averagePrice: Decimal;
}

/** An open order that is there when a run starts: of an earlier run, or of somebody else. */
export interface StartingOrder extends OrderFields {
  readonly status: OrderStatus;
  readonly brokerIds: readonly string[];
  /** Units filled so far, negative for sales. */
  readonly quantityFilled: Decimal;
  /** Average price of those; zero while there are none. */
  readonly averageFillPrice: Decimal;
  readonly stopTriggered?: boolean;
  /** What must protect the entry of a bracket: the children that it was handed over with, as they were written down. */
  readonly children?: readonly OrderFields[] | undefined;
}

/** An execution that was booked by an earlier run. It may still be taken back or corrected, and its commission may come. */
export interface StartingExecution {
  readonly id: string;
  /** Its order, as it stands. */
  readonly order: StartingOrder;
  /** Negative for a sale. */
  readonly quantity: Decimal;
  readonly price: Decimal;
  /** Epoch ms UTC. */
  readonly timeMs: number;
  /** Null while the commission is not known. */
  readonly fee: OrderFee | null;
}

/** What an account holds when a run starts in the middle of its life. */
export interface StartingAccount {
  /** Replaces the cash of the strategy; currencies that are not named have none. */
  readonly cash: readonly BrokerageCash[];
  readonly holdings: readonly StartingHolding[];
  /** Proceeds that are not part of the cash yet. */
  readonly unsettled?: readonly UnsettledAmount[];
  /**
   * Those that are open, by ascending id; and closed ones of brackets of which something is still open or has to be: an
   * entry that has filled, a target that has filled while its stop rests. Children name their entry by `bracketId`; those
   * that wait at the broker for it have the status `New`.
   */
  readonly orders: readonly StartingOrder[];
  /** Executions of before whose commission was not told yet. */
  readonly unpaid?: readonly { readonly executionId: string; readonly symbol: SecuritySymbol }[];
  /** Those that a broker may still come back to. */
  readonly executions?: readonly StartingExecution[] | undefined;
  /** Positions that an earlier run was closing, and had not closed. */
  readonly flattening?: readonly FlattenedPosition[] | undefined;
  /** Id of the next order: greater than any that the deployment has ever given, to children that never came to be too. */
  readonly nextOrderId: number;
}

/** Gives a run the account as it is: cash, positions and open orders, with tickets. (LEAN: BrokerageSetupHandler.) */
export function adoptAccount(run: AlgorithmRun, account: StartingAccount): void {
  for (const cash of run.cashBook) cash.setAmount(Decimal.ZERO);
  for (const { currency, amount } of account.cash) run.cashBook.ensure(currency).setAmount(amount);
  for (const { symbol, quantity, averagePrice } of account.holdings) {
    adoptHolding(run, securityForOrder(run, symbol), averagePrice, quantity);
  }
  for (const funds of account.unsettled ?? []) {
    run.portfolio.waitFor(funds, securityForOrder(run, funds.symbol).settlementModel);
  }
  for (const { executionId, symbol } of account.unpaid ?? []) {
    run.processor.awaitFee(executionId, securityForOrder(run, symbol).symbol);
  }
  for (const order of account.orders) adoptOrder(run, order);
  run.book.startAt(account.nextOrderId);
  run.portfolio.invalidate();
  for (const execution of account.executions ?? []) adoptExecution(run, execution);
  for (const order of account.orders) if ((order.bracketId ?? 0) === 0) adoptBracket(run, order, account.orders);
  for (const { symbol, tag } of account.flattening ?? []) run.flattening.begin(tag, [securityForOrder(run, symbol)]);
}

/** Sets a position to what it is at the broker, whatever was booked here. (LEAN: a brokerage's holdings at the start.) */
export function adoptHolding(run: AlgorithmRun, security: Security, averagePrice: Decimal, quantity: Decimal): void {
  const { holdings, symbol, symbolProperties, quoteCurrency } = security;
  const change = quantity.minus(holdings.exactQuantity);
  holdings.setHoldings(averagePrice, quantity);
  // Without a price the position would count as nothing until its first data, and its loss as a loss of the day.
  if (!quantity.isZero()) run.pendingWork.add(seedPrices(run, [security]));
  if (change.isZero()) return;
  run.tradeBuilder.adopt({
    symbol,
    timeMs: run.clock.utcNow(),
    quantity: change,
    price: averagePrice.isZero() ? security.exactPrice : averagePrice,
    conversionRate: quoteCurrency.exactConversionRate,
    contractMultiplier: symbolProperties.contractMultiplier,
  });
}

function knownOrder(run: AlgorithmRun, known: StartingOrder): Order {
  const security = securityForOrder(run, known.symbol);
  const order = new Order(known);
  order.status = known.status;
  order.brokerId = known.brokerIds;
  order.quantityFilled = known.quantityFilled;
  order.price = known.averageFillPrice;
  order.priceCurrency = security.symbolProperties.quoteCurrency;
  order.stopTriggered = known.stopTriggered ?? false;
  return order;
}

function adoptOrder(run: AlgorithmRun, known: StartingOrder): void {
  const order = knownOrder(run, known);
  const ticket = OrderTicket.of(run.processor, order);
  run.book.startAt(order.id + 1);
  if (order.bracketId !== 0 && order.status === OrderStatus.New) run.book.hold({ order, ticket });
  else run.book.add({ order, ticket }, !order.isClosed);
}

function adoptExecution(
  run: AlgorithmRun,
  { id, order: known, quantity, price, timeMs, fee }: StartingExecution,
): void {
  const order = run.book.get(known.id)?.order ?? knownOrder(run, known);
  if (order.bracketId !== 0) run.brackets.hasEnded(order.bracketId);
  const event = new OrderEvent(order, timeMs, OrderStatus.PartiallyFilled);
  event.executionId = id;
  event.exactFillQuantity = quantity;
  event.exactFillPrice = price;
  if (fee !== null) event.orderFee = fee;
  run.processor.know(event, order);
}

/** Takes up the bracket of an entry: with the children that there are, and those that there have to be. */
function adoptBracket(run: AlgorithmRun, entry: StartingOrder, orders: readonly StartingOrder[]): void {
  const there = orders.filter(({ bracketId }) => bracketId === entry.id);
  const expected = entry.children ?? [];
  if (there.length === 0 && expected.length === 0) return;
  const legOf = (isOne: (child: OrderFields) => boolean): BracketLeg | null => {
    const ones = there.filter(isOne);
    const child = ones.find(({ status }) => !isClosedStatus(status)) ?? ones.at(-1) ?? expected.find(isOne);
    if (child === undefined) return null;
    const price = child.type === OrderType.Limit ? child.limitPrice : child.stopPrice;
    return new BracketLeg(child.id, child.type, price ?? Decimal.ZERO);
  };
  run.brackets.adopt(
    ensureDefined(run.book.get(entry.id), 'entry of the bracket').ticket,
    legOf((child) => child.type !== OrderType.Limit && child.type !== OrderType.Market),
    legOf((child) => child.type === OrderType.Limit),
    { tag: entry.tag, properties: entry.properties },
  );
}
