/** The version whose layouts the simulator writes. */
export const SERVER_VERSION = 193;

/**
 * How this TWS behaves where real ones differ, or where nobody has seen one; each may be changed while it runs. The
 * defaults are what was recorded of real ones, else the plainest.
 */
export interface SimulatorHabits {
  /** What it names as its version. Layouts are those of 193; clients refuse higher ones. */
  serverVersion: number;
  /** It accepts connections and says nothing, not even its version. */
  answersHello: boolean;
  /** It tells its version and then nothing, as while it shows a dialog. */
  answersStart: boolean;
  /** How long it takes from there to the ids, ms. */
  startDelayMs: number;
  /** How often each pair of openOrder and orderStatus comes. */
  statusTimes: number;
  /** Cancels are first told as PendingCancel. */
  tellsPendingCancel: boolean;
  /** An order that was not transmitted is shown as Inactive, or not at all. */
  untransmitted: 'inactive' | 'hidden';
  /** Orders for an auction are told at once, or not before the auction. */
  tellsAuctionOrders: boolean;
  /** A stop that follows the market is told each time it moves. */
  tellsTrailingStops: boolean;
  /** First statuses carry no permanent id. */
  firstStatusWithoutPermId: boolean;
  /** When a commission is told after its execution, ms; null: never. */
  commissionDelayMs: number | null;
  /** Of executions that are asked for, commissions come after each, or after the end of all. */
  replayedCommissions: 'each' | 'afterEnd';
  /** Who asks for executions sees those of other clients. */
  executionsOfOthers: boolean;
  /** A cancel of an order that is Inactive gets an answer. */
  answersCancelOfInactive: boolean;
  /** How times are written in executions. */
  executionTime: 'zoned' | 'local' | 'utc';
  /** Open orders of a client are told to it when it connects, before its ids. */
  tellsOrdersOnConnect: boolean;
  /** Executions of this client are told to it when it connects, before its ids. */
  tellsExecutionsOnConnect: boolean;
  /** How long the id of a client stays taken after its connection has ended, ms. */
  clientIdHeldMs: number;
  /** Nothing may be done to orders through the API. */
  readOnly: boolean;
  /** Answers to questions about orders end, even when the API is read-only. */
  readOnlyEndsAnswers: boolean;
  /** Messages in a second that a client may send; null for any number. */
  messagesPerSecond: number | null;
  /** Working orders of one side of a contract; more are refused. */
  workingOrdersPerSide: number;
  /** A fill of one order of a group blocks the others; else both may fill in a race. */
  groupsBlock: boolean;
  /** Fractions of shares may be ordered. */
  fractionalShares: boolean;
  /** Prices must lie on the price steps. */
  checksPriceSteps: boolean;
  /** Historical data is asked for at a limited pace. */
  pacesHistory: boolean;
  /** The account is not complete from the first; ms until it is. */
  accountReadyAfterMs: number;
  /** What market data the account has. */
  marketData: 'live' | 'delayed' | 'none';
  /** Instruments whose prices a client may watch at the same time. */
  marketDataLines: number;
  /** How long a snapshot takes to end, ms. */
  snapshotEndMs: number;
  /** Server time minus the clock's, ms. */
  clockSkewMs: number;
  /** Name of the zone in the server's connection time, which may be none that is known elsewhere. */
  zoneName: string | null;
}

/** Habits of a Gateway in a good mood. */
export function usualHabits(): SimulatorHabits {
  return {
    serverVersion: SERVER_VERSION,
    answersHello: true,
    answersStart: true,
    startDelayMs: 0,
    statusTimes: 1,
    tellsPendingCancel: false,
    untransmitted: 'inactive',
    tellsAuctionOrders: true,
    tellsTrailingStops: true,
    firstStatusWithoutPermId: false,
    commissionDelayMs: 0,
    replayedCommissions: 'each',
    executionsOfOthers: true,
    answersCancelOfInactive: true,
    executionTime: 'zoned',
    tellsOrdersOnConnect: false,
    tellsExecutionsOnConnect: false,
    clientIdHeldMs: 0,
    readOnly: false,
    readOnlyEndsAnswers: false,
    messagesPerSecond: 50,
    workingOrdersPerSide: 20,
    groupsBlock: true,
    fractionalShares: false,
    checksPriceSteps: true,
    pacesHistory: true,
    accountReadyAfterMs: 0,
    marketData: 'live',
    marketDataLines: 100,
    snapshotEndMs: 0,
    clockSkewMs: 0,
    zoneName: null,
  };
}
