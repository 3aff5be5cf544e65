import { builtInReferenceData } from '@lockstep/backtester';
import type * as Ib from '@lockstep/broker-ib';
import {
  AccountType,
  type AlgorithmRun,
  BrokerageName,
  createBrokerageModel,
  LockstepError,
  Market,
  type ReferenceData,
  SecuritySymbol,
  type SecurityType,
} from '@lockstep/core';
import { type RehearsalBroker, systemClock } from '@lockstep/live';
import type { Environment } from '@lockstep/live/config';
import type { Check } from '../doctor/check.ts';
import type { BrokerEntry, BrokerSurroundings, LiveBroker } from './broker-entry.ts';

/** How long `doctor` tries to reach TWS, ms. */
const EXAMINE_WITHIN_MS = 10_000;
/** How long no orders are sent while TWS restarts. */
const RESTART_MINUTES = 5;
/** By how much clocks may differ until that is told, ms: TWS tells whole seconds. */
const MOST_SKEW_MS = 2_000;
/** Of TWS and of Gateway; the first is taken unless another is named. */
const PORTS = { paper: [7497, 4002], real: [7496, 4001] } as const;

/** Interactive Brokers, whose package is loaded when it is asked for. */
export const IB: BrokerEntry = {
  kind: 'ib',
  examine: examineIb,
  open: openIb,
  rehearsal: async (): Promise<RehearsalBroker> => {
    await loadIb();
    return (await import('@lockstep/broker-ib/simulator')).ibRehearsal;
  },
};

async function loadIb(): Promise<typeof Ib> {
  try {
    return await import('@lockstep/broker-ib');
  } catch (cause) {
    throw new LockstepError(
      'BROKER_UNAVAILABLE',
      'The package @lockstep/broker-ib could not be loaded. Add it to the project: npm install @lockstep/broker-ib.',
      { cause },
    );
  }
}

/**
 * Where TWS or Gateway is, and which of its accounts is traded: IBKR_HOST, IBKR_PORT, IBKR_CLIENT_ID and IBKR_ACCOUNT.
 *
 * @throws LockstepError `ENVIRONMENT_INVALID`, also for a port of the other kind of money
 */
export function ibAddress({ environment, money }: Pick<BrokerSurroundings, 'environment' | 'money'>) {
  const [usual] = PORTS[money];
  const port = wholeNumber(environment, 'IBKR_PORT', usual, { least: 1, most: 65_535 });
  const other = money === 'paper' ? 'real' : 'paper';
  if ((PORTS[other] as readonly number[]).includes(port)) {
    throw malformed(
      'IBKR_PORT',
      String(port),
      `a port for ${money} money: ${PORTS[money].join(' (TWS) or ')} (Gateway). ${port} is where TWS or Gateway listens when it is logged in for ${other} money`,
    );
  }
  return {
    host: textOf(environment, 'IBKR_HOST') ?? '127.0.0.1',
    port,
    clientId: wholeNumber(environment, 'IBKR_CLIENT_ID', 1, { least: 0, most: 2_147_483_647 }),
    account: textOf(environment, 'IBKR_ACCOUNT'),
    paper: money === 'paper',
  };
}

function textOf(environment: Environment, name: string): string | undefined {
  const text = environment[name]?.trim() ?? '';
  return text === '' ? undefined : text;
}

function wholeNumber(
  environment: Environment,
  name: string,
  otherwise: number,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const text = textOf(environment, name);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw malformed(name, text, `a whole number from ${least} to ${most}`);
}

/** IBKR_DELAYED_DATA. */
function takesDelayed(environment: Environment): boolean {
  const text = textOf(environment, 'IBKR_DELAYED_DATA')?.toLowerCase() ?? 'false';
  if (text === 'true' || text === 'false') return text === 'true';
  throw malformed('IBKR_DELAYED_DATA', text, 'true or false');
}

/** IBKR_CONTRACTS: `CSCO=NASDAQ,BHP=NYSE` says where tickers are listed that are so in several places. */
function hintsOf(environment: Environment): Readonly<Record<string, Ib.ContractHints>> {
  const text = textOf(environment, 'IBKR_CONTRACTS');
  if (text === undefined) return {};
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim().toUpperCase()));
  if (pairs.some((pair) => pair.length !== 2 || pair.includes('')))
    throw malformed(
      'IBKR_CONTRACTS',
      text,
      'tickers and their exchanges or contract numbers, such as CSCO=NASDAQ,BHP=4036818',
    );
  return Object.fromEntries(
    pairs.map(([ticker = '', where = '']) => [
      ticker,
      /^\d+$/.test(where) ? { conId: Number(where) } : { primaryExch: where },
    ]),
  );
}

/**
 * IBKR_RESTART_AT: the time in New York at which TWS or Gateway restarts every day. @returns undefined when none is set
 *
 * @throws LockstepError `ENVIRONMENT_INVALID`
 */
export function restartWindowOf(environment: Environment): Ib.RestartWindow | undefined {
  const text = textOf(environment, 'IBKR_RESTART_AT');
  if (text === undefined) return undefined;
  if (/^([01]?\d|2[0-3]):[0-5]\d$/.test(text)) return { from: text, minutes: RESTART_MINUTES };
  throw malformed('IBKR_RESTART_AT', text, 'a time in New York such as 23:45');
}

function malformed(name: string, text: string, expected: string): LockstepError {
  return new LockstepError(
    'ENVIRONMENT_INVALID',
    `The environment has ${name}=${text}; expected ${expected}. Correct it in the environment or in .env.`,
    { details: { name } },
  );
}

async function openIb(surroundings: BrokerSurroundings): Promise<LiveBroker> {
  const { IbBrokerage, IbConnection, ibData } = await loadIb();
  const { environment, onNotice } = surroundings;
  const connection = new IbConnection({
    ...ibAddress(surroundings),
    restartWindow: restartWindowOf(environment),
    clock: systemClock,
  });
  if (onNotice !== undefined) connection.listen({ onTrouble: onNotice });
  const reference = builtInReferenceData();
  let run: AlgorithmRun | null = null;
  const opened = ibData({
    connection,
    delayed: takesDelayed(environment),
    hints: hintsOf(environment),
    symbolOf: (ticker, type) => symbolOf(run, reference, ticker, type),
    onNotice,
  });
  const { feed, history, contracts } = opened;
  return {
    data: { feed, history, reference },
    brokerage: (trading) => {
      run = trading;
      return new IbBrokerage({ connection, contracts });
    },
    close: () => opened.close(),
  };
}

/** The run's own symbol of a ticker, or else what it would be. */
function symbolOf(
  run: AlgorithmRun | null,
  reference: ReferenceData,
  ticker: string,
  type: SecurityType,
): SecuritySymbol | null {
  const own = run?.securities.values.find(({ symbol }) => symbol.value === ticker && symbol.securityType === type);
  if (own !== undefined) return own.symbol;
  const { defaultMarkets } = createBrokerageModel(BrokerageName.InteractiveBrokersBrokerage, AccountType.Margin);
  return new SecuritySymbol(ticker, reference.identify(ticker, type, defaultMarkets.get(type) ?? Market.USA));
}

/** Connection, account and data, by questions only. */
async function examineIb(surroundings: BrokerSurroundings): Promise<Check> {
  const name = 'broker ib';
  const { IbConnection, examineAccount } = await loadIb();
  const address = ibAddress(surroundings);
  const connection = new IbConnection({ ...address, clock: systemClock, connectWithinMs: EXAMINE_WITHIN_MS });
  const { account, paper, serverVersion, skewMs, figures, price, dataRefusal } = await examineAccount(connection);
  const details = [
    `${address.host}:${address.port}, client id ${address.clientId}, server version ${serverVersion}`,
    ...(figures.length === 0 ? [] : [figures.join(', ')]),
    dataRefusal === null
      ? `market data: SPY ${price === null ? 'has no price now' : `at ${price}`}`
      : `no live market data of SPY: ${dataRefusal}`,
  ];
  const found = `account ${account} of ${paper ? 'paper' : 'real'} money`;
  const isSlow = Math.abs(skewMs) > MOST_SKEW_MS;
  if (dataRefusal === null && !isSlow) return { name, verdict: 'ok', found, details };
  const clock = `The clocks of TWS and of this machine differ by ${Math.round(skewMs / 1_000)} s: set this one, or bars end at the wrong time.`;
  const data = 'Subscribe to market data at IB, take data from elsewhere with --feed, or set IBKR_DELAYED_DATA=true.';
  return {
    name,
    verdict: 'warn',
    found,
    details,
    advice: [isSlow ? clock : '', dataRefusal === null ? '' : data].join(' ').trim(),
  };
}
