import {
  AccountType,
  Algorithm,
  BrokerageName,
  type DataDictionary,
  DateTime,
  Decimal,
  type Delisting,
  type Dividend,
  isClosedStatus,
  type OrderEvent,
  OrderStatus,
  type OrderTicket,
  PortfolioTarget,
  type QuoteBar,
  type SecurityChanges,
  type SecuritySymbol,
  type Slice,
  type Split,
  type SubmitOrderRequest,
  type SymbolChangedEvent,
  type TradeBar,
  type UpdateOrderFields,
} from '@lockstep/core';
import type { Entry } from './entry.ts';
import type { ActionName, Families, Family, FamilyConsolidator, FamilySchedule } from './family.ts';
import {
  addSecurity,
  applyBenchmark,
  applySettings,
  applyWarmUp,
  consolidationPeriod,
  dateRule,
  timeRule,
} from './family-setup.ts';
import { GauntletIndicators } from './gauntlet-indicators.ts';
import { newPrices, type OrderCall, placeInvalidOrder, placeOrder } from './order-calls.ts';
import { RandomStreams, Stream } from './random-streams.ts';
import type { Recorder } from './recorder.ts';
import { historyRecord, securityState } from './state-records.ts';
import { chooseAction, px, StepValues, share, sizeOf } from './step-values.ts';

/** Actions that place one order of a type. */
const PLACED = new Set<ActionName>(['mkt', 'lmt', 'stp', 'stl', 'tra', 'trp', 'lit', 'moo', 'moc']);
/** Actions that add an order for the step's security and so stop at a number of open ones. */
const CAPPED = new Set<ActionName>([...PLACED, 'brk', 'ind']);
const MOST_OPEN_ORDERS = 8;
const REFUSED_IN_WARM_UP = new Set<ActionName>(['coo', 'coa', 'rem', 'dep']);

/** One decision: who asked, what is done and with which numbers. */
interface Step {
  readonly number: number;
  readonly source: string;
  readonly action: ActionName;
  readonly entry: Entry;
  readonly values: StepValues;
  readonly tag: string;
}

/** The strategy of a family and a seed; what happens goes into the recorder. */
export function gauntletStrategy(
  families: Families,
  family: Family,
  seed: number,
  recorder: Recorder,
): new () => Algorithm {
  return class Gauntlet extends GauntletStrategy {
    constructor() {
      super(families, family, seed, recorder);
    }
  };
}

/**
 * A strategy driven by pseudo-random streams that does everything a user can do. Two engines that run it on the same
 * data must record the same.
 */
class GauntletStrategy extends Algorithm {
  readonly #family: Family;
  readonly #actions: readonly ActionName[];
  readonly #random: RandomStreams;
  readonly #recorder: Recorder;
  readonly #entries: Entry[] = [];
  readonly #calls = new Map<string, number>();
  /** The other leg of a bracket by order id. */
  readonly #siblings = new Map<number, OrderTicket>();
  #indicators: GauntletIndicators | null = null;
  #steps = 0;

  constructor(families: Families, family: Family, seed: number, recorder: Recorder) {
    super();
    this.#family = family;
    this.#actions = families.actions;
    this.#random = new RandomStreams(seed, family.id);
    this.#recorder = recorder;
  }

  // Set-up

  override initialize(): void {
    const family = this.#family;
    this.#recorder.begin({
      algorithm: this,
      random: this.#random,
      entries: this.#entries,
      indicators: () => this.#indicators,
      closedTrades: () => this.run.closedTrades,
    });
    if (family.timeZone !== undefined) this.setTimeZone(family.timeZone);
    this.setStartDate(DateTime.fromISO(family.start));
    this.setEndDate(DateTime.fromISO(family.end));
    if (family.accountCurrency === undefined) this.setCash(Number(family.cash));
    else this.setAccountCurrency(family.accountCurrency, Number(family.cash));
    if (family.brokerage !== undefined || family.account !== undefined) {
      const account = family.account === 'cash' ? AccountType.Cash : AccountType.Margin;
      this.setBrokerageModel(family.brokerage ?? BrokerageName.Default, account);
    }
    applySettings(this, family.settings ?? {});
    for (const [currency, amount] of family.extraCash ?? []) this.setCash(currency, Number(amount));
    for (const [index, wanted] of family.securities.entries()) {
      this.#entries.push({ wanted, index, security: addSecurity(this, wanted), removed: false });
    }
    applyBenchmark(this, family.benchmark);
    applyWarmUp(this, family.warmUp);
    if (family.indicators === true) this.#indicators = new GauntletIndicators(this, this.#entry(0).security.symbol);
    for (const [k, consolidator] of (family.sources.consolidators ?? []).entries()) this.#consolidate(k, consolidator);
    for (const [k, wanted] of (family.sources.schedule ?? []).entries()) this.#schedule(k, wanted);
  }

  #consolidate(k: number, { period, every, security: index }: FamilyConsolidator): void {
    const { security } = this.#entry(index);
    const span = consolidationPeriod(period);
    const handler = (bar: TradeBar | QuoteBar): void => {
      this.#recorder.count(`bars${k}`);
      if (!this.#isDue(`C${k}`, every)) return;
      this.#recorder.bar(k, bar);
      void this.#step(`C${k}`, Stream.Consolidator);
    };
    this.consolidate(security.symbol, span, handler);
  }

  #schedule(k: number, wanted: FamilySchedule): void {
    const { symbol } = this.#entry(0).security;
    this.schedule.on(dateRule(this.dateRules, symbol, wanted), timeRule(this.timeRules, symbol, wanted), () => {
      this.#recorder.count(`schedule${k}`);
      if (this.#isDue(`S${k}`, wanted.every)) return this.#step(`S${k}`, Stream.Schedule);
    });
  }

  // Sources of steps

  override onData(slice: Slice): void | Promise<void> {
    this.#recorder.feed(slice);
    this.#recorder.count(this.isWarmingUp ? 'onDataWarmUp' : 'onData');
    if (this.#isDue('D', this.#family.sources.data)) return this.#step('D', Stream.Data);
  }

  override onEndOfDay(_symbol: SecuritySymbol): void {
    this.#recorder.count('endOfDay');
    if (this.#isDue('E', this.#family.sources.endOfDay)) void this.#step('E', Stream.EndOfDay);
  }

  /** Counts a call of a source and says whether it makes a step. */
  #isDue(source: string, every = 0): boolean {
    const count = (this.#calls.get(source) ?? 0) + 1;
    this.#calls.set(source, count);
    return every > 0 && count % every === 0;
  }

  /** Decides by ten draws, acts and stores the row. Only `his` has to be waited for, and no handler that cannot wait does it. */
  #step(source: string, stream: Stream): void | Promise<void> {
    const draws = this.#random.draws(stream, 10);
    this.#steps += 1;
    const entry = this.#entry((draws[1] as number) % this.#entries.length);
    const action = this.#action(draws[0] as number, entry, stream);
    const number = this.#steps;
    const values = new StepValues(this.#family, entry.wanted, draws);
    const tag = values.draw(7) < 100 ? '' : `${source}${number}.${action}`;
    const held = entry.removed ? '-' : this.portfolio.get(entry.security).exactQuantity.toString();
    const value = this.portfolio.exactTotalPortfolioValue.toString();
    const row = [number, source, this.#recorder.now(), action, entry.index, held, value];
    this.#recorder.count(`action.${action}`);
    const step: Step = { number, source, action, entry, values, tag };
    if (action === 'his') return this.#history(step).then((cells) => this.#recorder.step([...row, ...cells]));
    this.#recorder.step([...row, ...this.#act(step)]);
  }

  #action(d0: number, entry: Entry, stream: Stream): ActionName {
    const chosen = chooseAction(this.#actions, this.#family.weights, d0);
    if (entry.removed) return 'add';
    if (chosen === 'his' && (stream === Stream.EndOfDay || stream === Stream.Consolidator)) return 'rec';
    if (this.isWarmingUp) return REFUSED_IN_WARM_UP.has(chosen) ? 'rec' : chosen;
    const isFull = CAPPED.has(chosen) && this.#openTickets(entry).length >= MOST_OPEN_ORDERS;
    return isFull ? 'cap' : chosen;
  }

  // Actions

  #act(step: Step): unknown[] {
    if (PLACED.has(step.action)) return told(placeOrder(this, this.#call(step)));
    switch (step.action) {
      case 'shd':
        return this.#setHoldings(step);
      case 'coq':
        return this.#orderCalculated(step);
      case 'shl':
        return this.#setTargets(step);
      case 'liq':
      case 'lqa':
        return this.#liquidate(step);
      case 'upd':
        return this.#update(step);
      case 'upc':
        return this.#updateClosed(step);
      case 'cnl':
      case 'cnc':
        return this.#cancel(step);
      case 'coo':
      case 'cap':
      case 'coa':
        return this.#cancelOpen(step);
      case 'inv': {
        const { variant, ticket } = placeInvalidOrder(this, this.#call(step));
        return [variant, ...told(ticket)];
      }
      case 'brk':
        return told(this.#market(step, step.values.q, `B:${step.number}`));
      case 'ind':
        return this.#followIndicators(step);
      case 'rem':
      case 'add':
        return this.#removeOrAdd(step);
      case 'dep':
        return this.#deposit(step);
      default:
        return securityState(this, step.entry.security, this.#indicators);
    }
  }

  #setHoldings({ entry, values, tag }: Step): unknown[] {
    const { symbol } = entry.security;
    const liquidateOthers = values.draw(9) < 100;
    if (liquidateOthers) this.#sweep((ticket) => ticket.symbol.id !== symbol.id);
    const pct = values.pct.toNumber();
    const tickets = this.setHoldings(symbol, pct, liquidateOthers, this.#asynchronous, orDefault(tag));
    return [values.pct.toString(), ...told(...tickets)];
  }

  #orderCalculated(step: Step): unknown[] {
    const { entry, values } = step;
    const n = Decimal.fromDouble(this.calculateOrderQuantity(entry.security.symbol, values.pct.toNumber()));
    const cells = [values.pct.toString(), n.toString()];
    return values.draw(9) < 500 && !n.isZero() ? [...cells, ...told(this.#market(step, n))] : cells;
  }

  #setTargets({ values, tag }: Step): unknown[] {
    const targets = this.#entries
      .filter((entry) => !entry.removed)
      .map(({ security, index }) => {
        const units = ((values.draw(8) + 137 * index + values.draw(9) * (index + 1)) % 21) - 10;
        return new PortfolioTarget(security.symbol, share(this.#family, units).toNumber());
      });
    return told(...this.setHoldings(targets, values.draw(5) < 200, this.#asynchronous, orDefault(tag)));
  }

  #liquidate({ action, entry, values, tag }: Step): unknown[] {
    const all = action === 'lqa';
    this.#sweep((ticket) => all || ticket.symbol.id === entry.security.symbol.id);
    const given = values.draw(7) < 500 ? undefined : tag;
    return told(...this.liquidate(all ? undefined : entry.security.symbol, this.#asynchronous, given));
  }

  #update({ values, tag }: Step): unknown[] {
    const ticket = this.#chooseOpen(values);
    if (ticket === undefined) return ['none'];
    const bits = values.draw(9) % 8 || 1;
    const entry = this.#entryOf(ticket.symbol) as Entry;
    const side = ticket.exactQuantity.sign();
    const size = sizeOf(entry.wanted, values.draw(3));
    const fields: UpdateOrderFields = {
      ...(bits & 1 && { quantity: (side < 0 ? size.negated() : size).toNumber() }),
      ...(bits & 2 && newPrices(ticket.submitRequest, entry, side, values)),
      ...(bits & 4 && { tag: `U${tag}` }),
    };
    return [ticket.orderId, bits, ticket.update(fields).errorCode];
  }

  #updateClosed({ values, tag }: Step): unknown[] {
    const ticket = this.#lastClosed();
    if (ticket === undefined) return ['none'];
    const response = ticket.update(values.draw(9) < 500 ? { tag: `late${tag}` } : { quantity: 1 });
    return [ticket.orderId, response.errorCode];
  }

  #cancel({ action, values, tag }: Step): unknown[] {
    const ticket = action === 'cnl' ? this.#chooseOpen(values) : this.#lastClosed();
    if (ticket === undefined) return ['none'];
    const given = action === 'cnl' && values.draw(7) < 500 ? undefined : tag;
    return [ticket.orderId, ticket.cancel(given).errorCode];
  }

  #cancelOpen({ action, entry, tag }: Step): unknown[] {
    const { symbol } = entry.security;
    const all = action === 'coa';
    this.#sweep((ticket) => all || ticket.symbol.id === symbol.id);
    const { transactions } = this;
    const tickets = all ? transactions.cancelOpenOrders() : transactions.cancelOpenOrders(symbol, orDefault(tag));
    return [tickets.map((ticket) => ticket.orderId).sort((a, b) => a - b)];
  }

  #followIndicators(step: Step): unknown[] {
    const indicators = this.#indicators as GauntletIndicators;
    const vote = indicators.vote(this.#entry(0).security.exactPrice);
    const { size } = step.values;
    return [indicators.state(), ...told(this.#market(step, vote > 0 ? size : size.negated()))];
  }

  #removeOrAdd({ action, entry }: Step): unknown[] {
    if (action === 'add') {
      entry.security = addSecurity(this, entry.wanted);
      entry.removed = false;
      return [1];
    }
    const { symbol } = entry.security;
    this.#sweep((ticket) => ticket.symbol.id === symbol.id);
    const wasThere = this.removeSecurity(symbol);
    entry.removed = true;
    return [wasThere ? 1 : 0];
  }

  #deposit({ values }: Step): unknown[] {
    const [currency] = this.#family.extraCash?.[0] ?? ['USD'];
    const amount = Decimal.fromInteger(values.side * (1 + values.draw(3)));
    return [this.portfolio.cashBook.get(currency).addAmount(amount).toString()];
  }

  #history({ entry, values }: Step): Promise<unknown[]> {
    const others = this.#entries.filter((each) => !each.removed).map((each) => each.security.symbol);
    return historyRecord(this, entry.security, others, values.draw(9) % 5, 1 + (values.draw(8) % 20));
  }

  // What actions share

  get #asynchronous(): boolean {
    return this.#family.asynchronous ?? false;
  }

  #entry(index: number): Entry {
    return this.#entries[index] as Entry;
  }

  #entryOf(symbol: SecuritySymbol): Entry | undefined {
    return this.#entries.find(({ security }) => security.symbol.id === symbol.id);
  }

  #call({ action, entry, values, tag }: Step): OrderCall {
    return { action, security: entry.security, values, tag, asynchronous: this.#asynchronous };
  }

  #market({ entry, tag }: Step, quantity: Decimal, otherTag = tag): OrderTicket {
    return this.marketOrder(entry.security.symbol, quantity.toNumber(), this.#asynchronous, otherTag);
  }

  #openTickets(entry?: Entry): OrderTicket[] {
    return this.transactions.getOpenOrderTickets(entry?.security.symbol).sort((a, b) => a.orderId - b.orderId);
  }

  #chooseOpen(values: StepValues): OrderTicket | undefined {
    const open = this.#openTickets();
    return open[values.draw(8) % open.length];
  }

  #lastClosed(): OrderTicket | undefined {
    return this.transactions.getOrderTickets((ticket) => isClosedStatus(ticket.status)).at(-1);
  }

  /** Cancels several open orders by ascending id, so that no outcome depends on the order of a later bulk cancel. */
  #sweep(isNamed: (ticket: OrderTicket) => boolean): void {
    const named = this.#openTickets().filter(isNamed);
    if (named.length < 2) return;
    this.#recorder.count('sweeps');
    for (const ticket of named) ticket.cancel('sweep');
  }

  // Events

  override onOrderEvent(event: OrderEvent): void {
    this.#recorder.orderEvent(event);
    if (event.status !== OrderStatus.Filled) return;
    const x = this.#random.draws(Stream.OrderEvent, 4) as [number, number, number, number];
    const entry = this.#entryOf(event.symbol);
    if (entry === undefined || entry.removed) return;
    const f = event.exactFillQuantity;
    const side = f.sign();
    const { range, reenter } = this.#family;
    const at = (basisPoints: number): number => px(event.exactFillPrice, basisPoints, entry.wanted.dp).toNumber();
    const back = f.negated().normalize().toNumber();
    const id = event.orderId;
    const sibling = this.#siblings.get(id);
    if (this.transactions.getOrderTicket(id)?.submitRequest.tag.startsWith('B:') === true) {
      this.#recorder.count('brackets');
      const stop = this.stopMarketOrder(
        event.symbol,
        back,
        at(-side * (1 + (x[0] % range))),
        this.#asynchronous,
        `P:${id}s`,
      );
      const target = this.limitOrder(
        event.symbol,
        back,
        at(side * (1 + (x[1] % range))),
        this.#asynchronous,
        `P:${id}t`,
      );
      if (stop.orderId <= 0 || target.orderId <= 0) return;
      this.#siblings.set(stop.orderId, target).set(target.orderId, stop);
    } else if (sibling !== undefined) {
      if (!sibling.isOpen) return;
      this.#recorder.count('siblingCancels');
      sibling.cancel('oco');
    } else if (x[2] < reenter) {
      this.#recorder.count('reentries');
      this.limitOrder(event.symbol, back, at(side * (1 + (x[3] % range))), this.#asynchronous, `R:${id}`);
    }
  }

  override onMarginCall(requests: SubmitOrderRequest[]): void {
    this.#recorder.marginCall(requests);
  }

  override onMarginCallWarning(): void {
    this.#recorder.count('marginCallWarnings');
  }

  override onWarmupFinished(): void {
    if (this.#family.warmUp !== undefined) this.#recorder.corporate('warmUpFinished');
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    this.#recorder.securitiesChanged(changes);
  }

  override onSplits(splits: DataDictionary<Split>): void {
    for (const split of splits.values) this.#recorder.auxiliary(split);
  }

  override onDividends(dividends: DataDictionary<Dividend>): void {
    for (const dividend of dividends.values) this.#recorder.auxiliary(dividend);
  }

  override onDelistings(delistings: DataDictionary<Delisting>): void {
    for (const delisting of delistings.values) this.#recorder.auxiliary(delisting);
  }

  override onSymbolChangedEvents(events: DataDictionary<SymbolChangedEvent>): void {
    for (const event of events.values) this.#recorder.auxiliary(event);
  }
}

/** What a step keeps of the tickets it got. */
function told(...tickets: OrderTicket[]): unknown[] {
  return tickets.map((ticket) => [ticket.orderId, ticket.submitRequest.response.errorCode, ticket.status]);
}

function orDefault(tag: string): string | undefined {
  return tag === '' ? undefined : tag;
}
