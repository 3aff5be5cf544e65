import {
  type AlgorithmRun,
  type Brokerage,
  type Clock,
  LockstepError,
  type Order,
  type OrderHandover,
  type StartingAccount,
  type VenueAccount,
} from '@lockstep/core';

import type { ClientOrderIds } from '../orders/client-order-ids.ts';
import { within } from '../orders/deadline.ts';
import type { JournaledBrokerage } from '../orders/journaled-brokerage.ts';
import type { JournalEntry } from '../store/journal-entry.ts';
import type { Store } from '../store/store.ts';
import type { BrokerWatch } from './broker-watch.ts';
import type { LiveOptions, StrategyClass } from './live-options.ts';
import { rememberedOrders } from './remembered-orders.ts';
import type { RestoredRun } from './restore-run.ts';
import { IDS_OF_CHILDREN, startingAccount } from './saved-run.ts';
import type { StartPatience } from './start-patience.ts';
import type { TradingSwitch } from './trading-switch.ts';

/** Time in which the broker has to say what the account holds, ms. */
const ANSWER_MS = 10_000;

/** Writes down that a session begins, and that the one before it had died, if it had. */
export async function beginSession(
  store: Store,
  strategy: StrategyClass,
  options: LiveOptions,
  { hasCrashed }: RestoredRun,
): Promise<JournalEntry<'sessionStarted'>> {
  if (hasCrashed) void store.keep({ kind: 'sessionEnded', reason: 'crashed', summary: {} });
  return store.append({
    kind: 'sessionStarted',
    deployment: options.deployment,
    strategy: options.strategyName ?? strategy.name,
    strategyHash: options.strategyHash ?? '',
    environment: options.environment ?? 'development',
    broker: options.settings?.broker ?? 'paper',
    account: options.account ?? 'paper',
    money: options.money ?? 'paper',
    parameters: options.parameters ?? {},
    versions: options.versions ?? {},
  });
}

/** @throws LockstepError `STRATEGY_CHANGED` when there are open orders of another strategy, and they are not to be adopted */
export function refuseChangedStrategy({ saved, later, strategyHash }: RestoredRun, options: LiveOptions): void {
  const open = (saved?.orders.length ?? 0) + later.length;
  const { strategyHash: hash = '', adopt = false, deployment } = options;
  if (open === 0 || adopt || strategyHash === null || strategyHash === hash) return;
  throw new LockstepError(
    'STRATEGY_CHANGED',
    `The deployment ${deployment} has ${open} open orders of another version of the strategy (${strategyHash.slice(0, 8)}, now ${hash.slice(0, 8)}). ` +
      'Expected the version that placed them. Start with --adopt if the new one can go on with them, or flatten first.',
    { details: { deployment, open, before: strategyHash, now: hash } },
  );
}

/** What taking up the account works with. */
interface TakingUp {
  readonly journaled: JournaledBrokerage;
  readonly clock: Clock;
  readonly watch: BrokerWatch;
  readonly ids: ClientOrderIds;
  readonly patience: StartPatience;
  /** Writes down what was taken up. */
  readonly save: () => void;
  readonly adopt: (account: StartingAccount) => void;
  /** Records what the run has begun with. */
  readonly record: (account: StartingAccount) => void;
}

/** Gives the run the account as an earlier process left it, or as the broker has it, and compares it with the broker. */
export async function takeUpAccount(run: AlgorithmRun, restored: RestoredRun, parts: TakingUp): Promise<void> {
  const { journaled, clock, ids, watch, patience, adopt, record, save } = parts;
  const { saved, later } = restored;
  if (saved === null && later.length === 0) {
    const account = await patience.until('cash and positions', () => accountAtBroker(journaled, clock));
    adopt(account);
    record(account);
  } else {
    const account = {
      ...startingAccount(run, saved ?? NOTHING_SAVED, restored),
      unpaid: unpaidOf(run, restored),
    };
    adopt(account);
    const { inner } = journaled;
    // Before the first question: what is told of orders that are not known then is of others.
    inner.remember?.(rememberedOrders(run, account, (orderId) => ids.of(orderId)));
    const lastId = await lastIdAtBroker(parts, restored.savedMs);
    if (lastId >= run.book.nextId()) run.book.startAt(lastId + 1 + IDS_OF_CHILDREN);
    record({ ...account, nextOrderId: run.book.nextId() });
    if (endsWithItsProcess(inner) && inner.isNew)
      inner.takeUp({ ...venueAccount(run, account), atMs: restored.savedMs });
  }
  save();
  await watch.reconcileUntilDone('start');
  watch.start();
}

/**
 * Greatest number of an order of ours that the broker knows, 0 without any: where the end of the journal was lost with the
 * machine, numbers that it does not know were given, and must not be given again.
 */
async function lastIdAtBroker({ journaled: { inner }, clock, ids }: TakingUp, sinceMs: number): Promise<number> {
  try {
    const [open, { executions }] = await Promise.all([
      within(clock, ANSWER_MS, 'its orders', inner.getOpenOrders()),
      within(clock, ANSWER_MS, 'its executions', inner.getExecutions(sinceMs)),
    ]);
    const known = [...open, ...executions].map(({ clientOrderId }) => ids.orderOf(clientOrderId) ?? 0);
    return Math.max(0, ...known);
  } catch {
    // It does not answer yet: what it knows comes to light when it is reconciled.
    return 0;
  }
}

/** Executions without a commission, of securities that the strategy has added; of others it is a matter of cash alone. */
function unpaidOf(run: AlgorithmRun, { unpaid }: RestoredRun): NonNullable<StartingAccount['unpaid']> {
  const securities = run.securities.values;
  return unpaid.flatMap(({ executionId, ticker }) => {
    const symbol = securities.find((security) => security.symbol.value === ticker)?.symbol;
    return symbol === undefined ? [] : [{ executionId, symbol }];
  });
}

const NOTHING_SAVED = { cash: {}, holdings: [], orders: [], nextOrderId: 1, unsaved: [] };

/** A venue within this process: its account has to be given back to it. */
interface VenueOfTheProcess extends Brokerage {
  readonly isNew: boolean;
  takeUp(account: VenueAccount): void;
}

function endsWithItsProcess(brokerage: Brokerage): brokerage is VenueOfTheProcess {
  return 'takeUp' in brokerage;
}

function venueAccount(
  run: AlgorithmRun,
  { cash, holdings, unsettled = [], nextOrderId }: StartingAccount,
): Omit<VenueAccount, 'atMs'> {
  const open = run.book.openOrders();
  const handoverOf = (order: Order): OrderHandover => run.brackets.handover(order);
  // The children of an entry that has filled are a pair, of which only one fills.
  const children = open.filter(({ bracketId }) => bracketId !== 0);
  const orders = open.flatMap((order): OrderHandover[] => {
    const handover = handoverOf(order);
    const sibling = children.find((other) => other !== order && other.bracketId === order.bracketId);
    // While the entry is open the venue keeps its bracket.
    const isEntryOpen = open.some(({ id }) => id === order.bracketId);
    if (order.bracketId !== 0 && sibling !== undefined && !isEntryOpen) {
      return order.id < sibling.id ? [withSibling(handover, handoverOf(sibling))] : [];
    }
    const arePlaced = children.some(({ bracketId }) => bracketId === order.id);
    return [arePlaced ? alone(handover) : handover];
  });
  return { cash, holdings, unsettled, orders, firstId: nextOrderId };
}

/** Children that rest already do not go with their entry. */
function alone({ order, clientOrderId }: OrderHandover): OrderHandover {
  return { order, clientOrderId, children: [] };
}

function withSibling(handover: OrderHandover, sibling: OrderHandover): OrderHandover {
  return { ...alone(handover), sibling: alone(sibling) };
}

/** The first session of a deployment: what is there was made by others, and is taken over. */
async function accountAtBroker({ inner }: JournaledBrokerage, clock: Clock): Promise<StartingAccount> {
  const [cash, holdings] = await Promise.all([
    within(clock, ANSWER_MS, 'its cash', inner.getCashBalance()),
    within(clock, ANSWER_MS, 'its positions', inner.getHoldings()),
  ]);
  return {
    cash,
    holdings: holdings.flatMap(({ symbol, quantity, averagePrice }) =>
      symbol === null ? [] : [{ symbol, quantity, averagePrice }],
    ),
    orders: [],
    nextOrderId: 1,
  };
}

/** A kill switch that is latched stays so; a pause of an operator does too. */
export async function showEarlierStatus(store: Store, trading: TradingSwitch): Promise<void> {
  const latch = await store.commands.killLatch();
  if (latch.latched) {
    trading.kill(latch.reason, latch.changedBy);
    return;
  }
  const last = await store.queries.latest('tradingStatus');
  // A journal that could not be written then can be written now.
  if (last?.record.status === 'paused' && last.record.by !== 'store') trading.pause('operator', last.record.reason);
}
