import type {
  Command,
  EventRow,
  JournalRecordOf,
  KillLatch,
  OrderRow,
  PositionRow,
  SessionRow,
  StoreOwner,
  StrategyRow,
  TradesSummary,
} from '@lockstep/live';
import { type DeploymentChoice, visitDeployment } from './find-deployment.ts';

const EVENTS_SHOWN = 5;

/** How a deployment stands. Times are epoch ms UTC. */
export interface DeploymentStatus {
  readonly deployment: string;
  readonly file: string;
  /** The process that runs it; null when none does. */
  readonly owner: StoreOwner | null;
  readonly latch: KillLatch;
  readonly strategies: readonly StrategyRow[];
  /** The latest session; null before the first. One without an end and without a process died. */
  readonly session: SessionRow | null;
  /** The account as it was written down last. */
  readonly account: (JournalRecordOf<'accountSnapshot'> & { readonly timeMs: number }) | null;
  readonly positions: readonly PositionRow[];
  readonly openOrders: readonly OrderRow[];
  /** Trades closed in the latest session. */
  readonly trades: TradesSummary;
  /** Commands that wait to be carried out. */
  readonly waiting: readonly Command[];
  /** The latest events, newest first. */
  readonly events: readonly EventRow[];
}

/**
 * Reads how a deployment stands, whether its process runs or not.
 *
 * @throws LockstepError `DEPLOYMENT_NOT_FOUND`, and what opening its store throws
 */
export function deploymentStatus(choice: DeploymentChoice = {}): Promise<DeploymentStatus> {
  return visitDeployment(choice, async (visit, { name, file }) => {
    const { queries, commands } = visit;
    const [session = null] = await queries.sessions({ limit: 1 });
    const account = await queries.latest('accountSnapshot');
    return {
      deployment: name,
      file,
      owner: await visit.owner(),
      latch: await commands.killLatch(),
      strategies: await queries.strategies(),
      session,
      account: account === undefined ? null : { ...account.record, timeMs: account.timeMs },
      positions: await queries.positions(),
      openOrders: await queries.openOrders(),
      trades: await queries.tradesSummary(session === null ? {} : { session: session.id }),
      waiting: await commands.pending(),
      events: await queries.recentEvents({ limit: EVENTS_SHOWN }),
    };
  });
}
