import {
  type AlgorithmRun,
  adoptHolding,
  type BrokerageCash,
  type BrokerageHolding,
  Decimal,
  type Security,
  type SecuritySymbol,
} from '@lockstep/core';
import type { LiveSettings } from '../config/lockstep-config.ts';
import type { Notices } from '../session/notices.ts';
import type { TradingSwitch } from '../session/trading-switch.ts';
import type { ReconciliationDifferenceRecord } from '../store/journal-record.ts';
import type { ReconciliationCause } from './reconciler.ts';

/** Difference of value, in account currency, from which trading pauses. */
const DEFAULT_LIMIT = 100;
const CENT = Decimal.parse('0.01');

/** One difference, as the journal keeps it. */
export type Difference = Omit<ReconciliationDifferenceRecord, 'kind' | 'cause'>;

/** Positions and cash as the broker has them. */
export interface BrokerAccount {
  readonly holdings: readonly BrokerageHolding[];
  readonly cash: readonly BrokerageCash[];
}

/** What a comparison came to. */
export interface ComparisonOutcome {
  readonly differences: readonly Difference[];
  /** The broker's value of the account less ours, in account currency. */
  readonly value: Decimal;
}

/** What comparing works with. */
export interface AccountComparisonOptions {
  readonly run: () => AlgorithmRun;
  readonly notices: Pick<Notices, 'tell'>;
  readonly trading: Pick<TradingSwitch, 'pause'>;
  readonly settings: Pick<LiveSettings, 'external' | 'reconciliationLimit'>;
}

/**
 * Positions and cash, ours and the broker's. The broker's are the truth: ours are set to them, and how much that changes
 * the value of the account decides whether trading goes on.
 */
export class AccountComparison {
  readonly #options: AccountComparisonOptions;

  constructor(options: AccountComparisonOptions) {
    this.#options = options;
  }

  /** In what the broker's account differs from ours, as a text; empty where it does not. */
  difference({ holdings, cash }: BrokerAccount): string {
    const { securities } = this.#options.run();
    const theirs = netByInstrument(holdings);
    const parts: string[] = [];
    for (const [key, { symbol, quantity }] of theirs) {
      const ours = symbol === null ? null : securities.find(symbol)?.holdings.exactQuantity;
      if (ours !== null && !quantity.equals(ours ?? Decimal.ZERO)) parts.push(`${key} ${quantity.toString()}`);
    }
    for (const { symbol, holdings: held } of securities) {
      if (!held.exactQuantity.isZero() && !theirs.has(symbol.id)) parts.push(`${symbol.id} 0`);
    }
    for (const { currency, theirs: amount, change, rate } of this.#balances(cash)) {
      if (change.times(rate).abs().gte(CENT)) parts.push(`${currency} ${amount.toString()}`);
    }
    return parts.join(', ');
  }

  /** Takes over the broker's positions and cash. Called within the engine's step. */
  adopt({ holdings, cash }: BrokerAccount): ComparisonOutcome {
    const differences: Difference[] = [];
    const positions = this.#comparePositions(holdings, differences);
    const balances = this.#compareCash(cash, differences);
    this.#options.run().portfolio.invalidate();
    return { differences, value: positions.plus(balances) };
  }

  /** Pauses trading when the differences are more than the limit, or the policy wants that. */
  judge(cause: ReconciliationCause, differences: readonly Difference[], value: Decimal): void {
    const { notices, trading, settings } = this.#options;
    const limit = settings.reconciliationLimit ?? DEFAULT_LIMIT;
    for (const { key, ours, theirs } of differences.filter(({ action }) => action === SPLIT)) {
      notices.tell({
        severity: 'warning',
        code: 'POSITION_SPLIT',
        title: `${key} was split while nobody looked: ${ours} units are ${theirs}, at the same cost.`,
        text: 'The position was taken over. Orders that the broker has cancelled are gone; prices in `this.state` are of before.',
        subject: key,
      });
    }
    const positions = differences.filter(({ subject, action }) => subject === 'position' && action !== SPLIT);
    if (positions.length > 0) {
      const list = positions.map(({ key, ours, theirs }) => `${key} ours ${ours ?? 0}, the broker's ${theirs ?? 0}`);
      notices.tell({
        severity: 'warning',
        code: 'POSITIONS_DIFFER',
        title: `Positions at the broker differ from ours (${cause}): ${list.join('; ')}.`,
        text: "The broker's were taken over. Somebody may have traded by hand, or a fill was never told.",
      });
      if (settings.external === 'pause') trading.pause('reconciliation', `positions differ: ${list.join('; ')}`);
    }
    if (value.abs().toNumber() <= limit) return;
    const reason = `the broker's account is worth ${value.toString()} more than ours, the limit is ${limit}`;
    trading.pause('reconciliation', reason);
    notices.tell({
      severity: 'critical',
      code: 'RECONCILIATION_DIFFERENCE',
      title: `Trading is paused: ${reason}.`,
      text: "The broker's figures were taken over. See `lockstep audit events` for what differs; when it is explained, `lockstep resume`.",
    });
  }

  #comparePositions(holdings: readonly BrokerageHolding[], differences: Difference[]): Decimal {
    const theirs = netByInstrument(holdings);
    let value = Decimal.ZERO;
    for (const [key, { symbol, quantity, averagePrice, marketPrice }] of theirs) {
      const security = symbol === null ? null : this.#securityOf(symbol);
      if (security === null) {
        if (!quantity.isZero()) this.#tellOfUnknown(key, quantity);
        continue;
      }
      value = value.plus(this.#adopt(security, { quantity, averagePrice, marketPrice }, differences));
    }
    for (const security of this.#options.run().securities) {
      const isThere = [...theirs.values()].some(({ symbol }) => symbol?.id === security.symbol.id);
      if (isThere || security.holdings.exactQuantity.isZero()) continue;
      const closed = { quantity: Decimal.ZERO, averagePrice: Decimal.ZERO, marketPrice: null };
      value = value.plus(this.#adopt(security, closed, differences));
    }
    return value;
  }

  /** The security of a symbol, which is added when it is traded for the first time. */
  #securityOf(symbol: SecuritySymbol): Security {
    const run = this.#options.run();
    const { securityType, value, market } = symbol;
    return run.securities.find(symbol) ?? run.addSecurity(securityType, value, undefined, market, {});
  }

  #adopt(
    security: Security,
    theirs: Pick<BrokerageHolding, 'quantity' | 'averagePrice' | 'marketPrice'>,
    differences: Difference[],
  ): Decimal {
    const { holdings } = security;
    const change = theirs.quantity.minus(holdings.exactQuantity);
    if (change.isZero()) return Decimal.ZERO;
    const isSplit = keepsCost(holdings, theirs);
    const closes = this.#options.settings.external === 'close' && !theirs.quantity.isZero() && !isSplit;
    differences.push({
      subject: 'position',
      key: security.symbol.value,
      ours: holdings.exactQuantity.toString(),
      theirs: theirs.quantity.toString(),
      action: isSplit ? SPLIT : closes ? 'adopted and closed' : theirs.quantity.isZero() ? 'marked closed' : 'adopted',
    });
    adoptHolding(this.#options.run(), security, theirs.averagePrice, theirs.quantity);
    if (isSplit) return Decimal.ZERO;
    if (closes) this.#options.run().flattening.begin('Position of others', [security]);
    const price = security.hasData ? security.exactPrice : (theirs.marketPrice ?? theirs.averagePrice);
    return change
      .times(price)
      .times(security.symbolProperties.contractMultiplier)
      .times(security.quoteCurrency.exactConversionRate);
  }

  #compareCash(cash: readonly BrokerageCash[], differences: Difference[]): Decimal {
    const { cashBook } = this.#options.run();
    let value = Decimal.ZERO;
    for (const { currency, held, theirs, change, rate } of this.#balances(cash)) {
      cashBook.ensure(currency).addAmount(change);
      const worth = change.times(rate);
      value = value.plus(worth);
      // Brokers round what they report.
      if (worth.abs().lt(CENT)) continue;
      const amounts = { ours: held.toString(), theirs: theirs.toString() };
      differences.push({ subject: 'cash', key: currency, ...amounts, action: 'adopted' });
    }
    return value;
  }

  /** Currencies of which the broker has another amount. */
  #balances(cash: readonly BrokerageCash[]): Balance[] {
    const { cashBook, portfolio } = this.#options.run();
    const amounts = new Map(cash.map(({ currency, amount }) => [currency, amount]));
    const balances: Balance[] = [];
    for (const currency of new Set([...amounts.keys(), ...[...cashBook].map(({ symbol }) => symbol)])) {
      const ours = cashBook.ensure(currency);
      const held = ours.exactAmount.plus(portfolio.unsettledCashBook.ensure(currency).exactAmount);
      const theirs = amounts.get(currency) ?? Decimal.ZERO;
      const change = theirs.minus(held);
      if (!change.isZero()) balances.push({ currency, held, theirs, change, rate: ours.exactConversionRate });
    }
    return balances;
  }

  #tellOfUnknown(instrument: string, quantity: Decimal): void {
    this.#options.notices.tell({
      severity: 'warning',
      code: 'UNKNOWN_INSTRUMENT',
      title: `There is a position at the broker in something that is not known here: ${instrument} ${quantity.toString()}.`,
      text: 'It is left alone, and its value is not part of the portfolio.',
      subject: instrument,
    });
  }
}

/** What is done about a position that a split has changed. */
const SPLIT = 'adopted after a split';
/** Brokers round average prices: by how much of it the cost of a position may differ. */
const SAME_COST = Decimal.parse('0.001');

/** Another quantity at the same cost: the shares were split or joined. Whoever buys or sells changes the cost. */
function keepsCost(
  ours: Pick<Security['holdings'], 'exactQuantity' | 'exactAveragePrice'>,
  theirs: Pick<BrokerageHolding, 'quantity' | 'averagePrice'>,
): boolean {
  if (ours.exactQuantity.sign() === 0 || ours.exactQuantity.sign() !== theirs.quantity.sign()) return false;
  const cost = ours.exactQuantity.times(ours.exactAveragePrice).abs();
  const difference = theirs.quantity.times(theirs.averagePrice).abs().minus(cost);
  return !cost.isZero() && difference.abs().lte(cost.times(SAME_COST));
}

/** A currency of which the broker has another amount. */
interface Balance {
  readonly currency: string;
  readonly held: Decimal;
  readonly theirs: Decimal;
  readonly change: Decimal;
  /** To account currency. */
  readonly rate: Decimal;
}

/** Hedging accounts have several positions of one instrument; the portfolio holds their sum. */
function netByInstrument(holdings: readonly BrokerageHolding[]): ReadonlyMap<string, BrokerageHolding> {
  const net = new Map<string, BrokerageHolding>();
  for (const holding of holdings) {
    const key = holding.symbol?.id ?? holding.instrument;
    const other = net.get(key);
    net.set(key, other === undefined ? holding : sum(other, holding));
  }
  return net;
}

function sum(a: BrokerageHolding, b: BrokerageHolding): BrokerageHolding {
  const quantity = a.quantity.plus(b.quantity);
  const value = a.quantity.times(a.averagePrice).plus(b.quantity.times(b.averagePrice));
  return { ...a, quantity, averagePrice: quantity.isZero() ? Decimal.ZERO : value.dividedBy(quantity) };
}
