import type { BrokerageExecution, BrokerageInbox, SecuritySymbol } from '@lockstep/core';
import { Decimal } from '@lockstep/core';
import type { Contract, Execution } from '@stoqey/ib';
import type { OrderIds } from '../orders/order-ids.ts';
import type { OrderRegistry } from '../orders/order-registry.ts';
import type { Fill, TrackedOrder } from '../orders/tracked-order.ts';
import { wireName } from '../orders/tracked-order.ts';
import { decimalOf, idOf } from '../orders/wire-numbers.ts';
import type { CommissionBook } from './commission-book.ts';
import { revisionOf, stemOf } from './execution-id.ts';

/** What booking executions works with. */
export interface ExecutionBookOptions {
  readonly registry: OrderRegistry;
  readonly commissions: CommissionBook;
  readonly ids: OrderIds;
  readonly inbox: () => BrokerageInbox | null;
  readonly account: () => string | null;
  readonly symbolOf: (contract: Contract) => SecuritySymbol | null;
  /** An instant as TWS writes it, epoch ms UTC; null for what is none. */
  readonly readTime: (text: string) => number | null;
  readonly utcNow: () => number;
}

/** An execution as TWS told it last. */
interface Booked {
  readonly tracked: TrackedOrder | null;
  readonly fill: Fill;
  readonly revision: number;
}

/** An execution of nobody's that is known here yet. */
export interface StrangeExecution {
  readonly contract: Contract;
  readonly execution: Execution;
}

const BOUGHT = 'BOT';

/**
 * Executions, the only source of fills: each counts once, however often and in whatever way it is told; one with a higher
 * revision of the same id stands in the place of the earlier.
 */
export class ExecutionBook {
  readonly #options: ExecutionBookOptions;
  readonly #booked = new Map<string, Booked>();
  /** Told of orders that are not known here; they may be of an earlier process. */
  #strangers: StrangeExecution[] | null = [];

  constructor(options: ExecutionBookOptions) {
    this.#options = options;
  }

  /** An execution was told, asked for or not. */
  take(contract: Contract, execution: Execution): void {
    const { registry, ids, account } = this.#options;
    const { execId = '', acctNumber, orderRef = '' } = execution;
    if (execId === '' || (acctNumber ?? account()) !== account()) return;
    const orderId = idOf(execution.orderId);
    ids.see(orderId);
    const known = this.#booked.get(stemOf(execId));
    if (known !== undefined) {
      this.#correct(known, execution);
      return;
    }
    const names = { orderRef, permId: idOf(execution.permId), clientId: idOf(execution.clientId), orderId };
    const tracked = registry.behind(names);
    if (tracked === null) this.#onStranger({ contract, execution });
    else {
      tracked.identify(orderId > 0 ? orderId : 0, names.clientId, names.permId);
      this.#book(tracked, execution);
    }
  }

  #book(tracked: TrackedOrder, execution: Execution): void {
    const fill = this.#fillOf(execution);
    this.#booked.set(stemOf(fill.id), { tracked, fill, revision: revisionOf(fill.id) });
    if (fill.quantity.isZero()) return;
    tracked.fill(fill);
    this.#options.commissions.onExecution(fill.id);
  }

  /** The same execution again, or another in its place. */
  #correct({ tracked, fill: before, revision }: Booked, execution: Execution): void {
    const fill = this.#fillOf(execution);
    if (revisionOf(fill.id) <= revision) return;
    this.#booked.set(stemOf(fill.id), { tracked, fill, revision: revisionOf(fill.id) });
    const by = fill.quantity.isZero() ? null : fill;
    if (tracked !== null) tracked.correct(before.id, by);
    else this.#options.inbox()?.message({ kind: 'executionCorrected', executionId: before.id, correction: null });
    if (by !== null) this.#options.commissions.onExecution(fill.id);
  }

  #fillOf({ execId = '', shares, price, side, time = '' }: Execution): Fill {
    const units = decimalOf(shares) ?? Decimal.ZERO;
    const now = this.#options.utcNow();
    return {
      id: execId,
      quantity: side === BOUGHT ? units : units.negated(),
      price: decimalOf(price) ?? Decimal.ZERO,
      timeMs: Math.min(this.#options.readTime(time) ?? now, now),
    };
  }

  #onStranger(stranger: StrangeExecution): void {
    if (this.#strangers !== null) {
      this.#strangers.push(stranger);
      return;
    }
    const { execution } = stranger;
    const fill = this.#fillOf(execution);
    this.#booked.set(stemOf(fill.id), { tracked: null, fill, revision: revisionOf(fill.id) });
    this.#options.inbox()?.message({
      kind: 'externalExecution',
      execution: this.describe(stranger),
      // IB says so of what it sold itself, as for want of margin.
      forced: execution.liquidation === 1,
    });
    this.#options.commissions.onExecution(fill.id);
  }

  /** Whose orders there are is known from now on: what is left is of others. */
  settleStrangers(): void {
    const strangers = this.#strangers;
    this.#strangers = null;
    for (const { contract, execution } of strangers ?? []) this.take(contract, execution);
  }

  /** An execution of TWS in core's words. */
  describe({ contract, execution }: StrangeExecution): BrokerageExecution {
    const { orderRef = '', permId, clientId, orderId } = execution;
    const fill = this.#fillOf(execution);
    const names = [idOf(permId), idOf(orderId)] as const;
    return {
      id: fill.id,
      clientOrderId: orderRef === '' ? null : orderRef,
      brokerIds: [
        ...(names[0] === 0 ? [] : [String(names[0])]),
        ...(names[1] <= 0 ? [] : [wireName(idOf(clientId), names[1])]),
      ],
      symbol: this.#options.symbolOf(contract),
      instrument: contract.localSymbol ?? contract.symbol ?? String(contract.conId),
      quantity: fill.quantity,
      price: fill.price,
      timeMs: fill.timeMs,
      fee: this.#options.commissions.of(fill.id),
    };
  }
}
