import type { Slice } from '../../data/slice.ts';
import type { Dividend, Split } from '../../market/auxiliary-event.ts';
import { DelistingType, SplitType } from '../../market/auxiliary-event.ts';
import { DataNormalizationMode } from '../../market/data-normalization-mode.ts';
import { SecurityType } from '../../market/security-type.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { Decimal } from '../../numeric/decimal.ts';
import { bookDividend, bookSplit } from '../../portfolio/corporate-bookings.ts';
import type { Security } from '../../securities/security.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { restartVolatility } from '../history/volatility-warm-up.ts';

const DELISTING_TAG = 'Liquidate from delisting';
const RENAMED_TAG = 'Open order cancelled on symbol changed event';

/** A ledger beside the run's own, which corporate actions change as well. */
export interface CorporateLedger {
  /** @param distribution cash per share in the quote currency */
  payDividend(symbol: SecuritySymbol, distribution: Decimal): void;
  /** @param splitFactor old shares per new share @param price of a share after the split */
  applySplit(symbol: SecuritySymbol, splitFactor: Decimal, price: Decimal): void;
  /** The security has stopped trading: positions are closed at its last price. */
  delist(symbol: SecuritySymbol): void;
}

/** A venue's ledger on this run's market. */
export interface RunLedger {
  readonly corporateActions: CorporateLedger;
  /** Settlement and margin interest, as they are due by an instant (epoch ms UTC). */
  scanModels(utcMs: number): void;
}

/** What dividends, splits, renames and delistings do to cash, positions and orders. */
export class CorporateActions {
  readonly #run: AlgorithmRun;

  constructor(run: AlgorithmRun) {
    this.#run = run;
  }

  cancelRenamed(slice: Slice): void {
    for (const [symbol] of slice.symbolChangedEvents) {
      for (const ticket of this.#run.book.openTickets(symbol)) ticket.cancel(RENAMED_TAG);
    }
  }

  /** Closes the positions of securities that were delisted at their last price, and cancels their orders. */
  liquidateDelisted(slice: Slice): void {
    for (const [symbol, delisting] of slice.delistings) {
      if (delisting.delistingType !== DelistingType.Delisted) continue;
      const security = this.#run.securities.find(symbol);
      if (security === undefined) continue;
      if (security.holdings.quantityNumber !== 0) this.#run.processor.recordForcedFill(security, DELISTING_TAG);
      if (!this.#run.isWarmingUp) this.#run.transactions.cancelOpenOrders(symbol);
      for (const ledger of this.#run.ledgers) ledger.corporateActions.delist(symbol);
      security.isTradable = false;
      security.isDelisted = true;
      this.#run.universes.onDelisted(security);
      if (this.#run.subscriptions.isUserDefined(security)) this.#run.subscriptions.requestRemoval(security);
    }
  }

  /**
   * Pays dividends, then splits positions; not in warm-up, and not where the account at the broker changes by itself.
   * Volatility models begin anew.
   */
  apply(slice: Slice): void {
    const { securities } = this.#run;
    const isBookedHere = !this.#run.isWarmingUp && !this.#isBookedAtBroker;
    for (const [symbol, dividend] of slice.dividends) {
      const security = securities.find(symbol);
      if (security === undefined) continue;
      if (isBookedHere && paysDividends(security)) this.#payDividend(security, dividend);
      restartVolatility(this.#run, security);
    }
    for (const [symbol, split] of slice.splits) {
      const security = securities.find(symbol);
      if (security === undefined || split.splitType !== SplitType.SplitOccurred) continue;
      if (isBookedHere) this.#applySplit(security, split);
      restartVolatility(this.#run, security);
    }
  }

  /** A venue on this run's market learns of it here. */
  get #isBookedAtBroker(): boolean {
    const { brokerage, ledgers } = this.#run;
    return brokerage.capabilities.booksCorporateActions === true && ledgers.length === 0;
  }

  #payDividend(security: Security, { distribution }: Dividend): void {
    bookDividend(this.#run.portfolio, security, distribution);
    for (const ledger of this.#run.ledgers) ledger.corporateActions.payDividend(security.symbol, distribution);
  }

  #applySplit(security: Security, split: Split): void {
    if (security.type !== SecurityType.Equity || normalizationOf(security) !== DataNormalizationMode.Raw) return;
    const { symbol } = security;
    const { splitFactor } = split;
    let price = Decimal.ZERO;
    bookSplit(this.#run.portfolio, security, splitFactor, () => {
      security.cache.applySplit(splitFactor);
      price = security.hasData ? security.exactPrice : split.referencePrice.times(splitFactor);
      return price;
    });
    this.#run.tradeBuilder.applySplit(symbol, splitFactor);
    this.#splitOrders(security, split);
    this.#run.brackets.applySplit(symbol, splitFactor);
    for (const ledger of this.#run.ledgers) ledger.corporateActions.applySplit(symbol, splitFactor, price);
  }

  #splitOrders(security: Security, split: Split): void {
    for (const ticket of this.#run.book.openTickets(security.symbol)) {
      const order = this.#run.book.get(ticket.orderId)?.order;
      if (order === undefined) continue;
      const outcome = this.#run.brokerageModel.applySplit(order, split.splitFactor);
      if (outcome.kind === 'cancel') {
        ticket.cancel(outcome.tag);
        continue;
      }
      ticket.update({
        quantity: outcome.quantity.toNumber(),
        ...(outcome.limitPrice !== null && { limitPrice: outcome.limitPrice.toNumber() }),
        ...(outcome.stopPrice !== null && { stopPrice: outcome.stopPrice.toNumber() }),
        ...(outcome.triggerPrice !== null && { triggerPrice: outcome.triggerPrice.toNumber() }),
        ...(outcome.trailingAmount !== null && { trailingAmount: outcome.trailingAmount.toNumber() }),
      });
    }
  }
}

function normalizationOf(security: Security): DataNormalizationMode | undefined {
  return security.subscriptions[0]?.normalization;
}

function paysDividends(security: Security): boolean {
  const mode = normalizationOf(security);
  return mode === DataNormalizationMode.Raw || mode === DataNormalizationMode.SplitAdjusted;
}
