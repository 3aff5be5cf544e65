import { builtInReferenceData } from '@lockstep/backtester';
import type * as Alpaca from '@lockstep/broker-alpaca';
import {
  type AlgorithmRun,
  LockstepError,
  Market,
  type MarketCalendar,
  type ReferenceData,
  SecuritySymbol,
  SecurityType,
  TimeZone,
} from '@lockstep/core';
import { type RehearsalBroker, systemClock } from '@lockstep/live';
import { readSecret } from '@lockstep/live/config';
import type { Check } from '../doctor/check.ts';
import { ALPACA_ADDRESSES } from './alpaca-addresses.ts';
import type { BrokerEntry, BrokerSurroundings, LiveBroker } from './broker-entry.ts';

const FEEDS: readonly Alpaca.AlpacaFeed[] = ['iex', 'sip', 'delayed_sip'];
/** Ours, and those of Alpaca's own tools. */
const KEY_NAMES = ['ALPACA_API_KEY', 'APCA_API_KEY_ID'] as const;
const SECRET_NAMES = ['ALPACA_SECRET_KEY', 'APCA_API_SECRET_KEY'] as const;

/** Alpaca, whose package is loaded when it is asked for. */
export const ALPACA: BrokerEntry = {
  kind: 'alpaca',
  examine: examineAlpaca,
  open: openAlpaca,
  rehearsal: async (): Promise<RehearsalBroker> => {
    await loadAlpaca();
    return (await import('@lockstep/broker-alpaca/simulator')).alpacaRehearsal;
  },
};

async function loadAlpaca(): Promise<typeof Alpaca> {
  try {
    return await import('@lockstep/broker-alpaca');
  } catch (cause) {
    throw new LockstepError(
      'BROKER_UNAVAILABLE',
      'The package @lockstep/broker-alpaca could not be loaded. Add it to the project: npm install @lockstep/broker-alpaca.',
      { cause },
    );
  }
}

/** Whose account, and where: from the environment. @throws LockstepError `SECRET_MISSING`, `ENVIRONMENT_INVALID` */
export function alpacaConnection({ environment, stage, money }: BrokerSurroundings): Alpaca.AlpacaConnection {
  const secretOf = (names: readonly string[]): string => {
    for (const name of names) {
      const secret = readSecret(environment, name, stage);
      if (secret !== undefined) return secret.reveal();
    }
    const [first = ''] = names;
    throw new LockstepError(
      'SECRET_MISSING',
      `${first} is not set; expected it in the environment or in .env, for Alpaca. Keys of a paper account are at ` +
        `https://app.alpaca.markets under API Keys; ${names.slice(1).join(', ')} is taken as well, and ${first}_${stage.toUpperCase()} for ${stage} alone.`,
      { details: { name: first, stage } },
    );
  };
  const endpoints: Partial<Record<keyof typeof ALPACA_ADDRESSES, string>> = {};
  for (const [name, variable] of Object.entries(ALPACA_ADDRESSES) as [keyof typeof ALPACA_ADDRESSES, string][]) {
    const address = environment[variable]?.trim().replace(/\/+$/, '');
    if (address !== undefined && address !== '') endpoints[name] = address;
  }
  return {
    credentials: { keyId: secretOf(KEY_NAMES), secret: secretOf(SECRET_NAMES) },
    paper: money === 'paper',
    endpoints,
  };
}

/** ALPACA_FEED. */
function feedOf({ environment }: BrokerSurroundings): Alpaca.AlpacaFeed {
  const text = environment['ALPACA_FEED']?.trim().toLowerCase() ?? '';
  const feed = text === '' ? 'iex' : FEEDS.find((each) => each === text);
  if (feed !== undefined) return feed;
  throw new LockstepError(
    'ENVIRONMENT_INVALID',
    `The environment has ALPACA_FEED=${text}; expected one of ${FEEDS.join(', ')}. iex is part of every plan.`,
    { details: { name: 'ALPACA_FEED' } },
  );
}

async function openAlpaca(surroundings: BrokerSurroundings): Promise<LiveBroker> {
  const { AlpacaBrokerage, alpacaData } = await loadAlpaca();
  const calendar = await calendarOf(surroundings);
  const connection = alpacaConnection(surroundings);
  const reference = builtInReferenceData();
  const { feed, history } = alpacaData({
    ...connection,
    clock: systemClock,
    feed: feedOf(surroundings),
    onNotice: surroundings.onNotice,
  });
  return {
    data: { feed, history, reference, calendar },
    brokerage: (run) =>
      new AlpacaBrokerage({
        ...connection,
        clock: systemClock,
        hours: run.reference.marketHours.entry(Market.USA, null, SecurityType.Equity).exchangeHours,
        symbolOf: (ticker, type) => symbolOf(run, reference, ticker, type),
      }),
  };
}

/** Alpaca's calendar where it differs from the built-in one; what keeps it from being asked for is told when connecting. */
async function calendarOf(surroundings: BrokerSurroundings): Promise<MarketCalendar | undefined> {
  const { alpacaClient, alpacaCalendar, DataRequests } = await loadAlpaca();
  const client = alpacaClient({ ...alpacaConnection(surroundings), timeoutMs: 10_000 });
  const known = builtInReferenceData().marketHours.entry(Market.USA, null, SecurityType.Equity).exchangeHours;
  const requests = new DataRequests({ clock: systemClock });
  const tell = surroundings.onNotice ?? (() => undefined);
  try {
    const { days, difference } = await alpacaCalendar({ client, requests, clock: systemClock, known });
    if (difference === null) return undefined;
    tell(difference);
    return { market: Market.USA, securityType: SecurityType.Equity, days };
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    tell(`Half days and holidays are those of the built-in calendar: ${error.message}`);
    return undefined;
  }
}

/** The run's own symbol of a ticker, or else what it would be. */
function symbolOf(
  run: AlgorithmRun,
  reference: ReferenceData,
  ticker: string,
  type: SecurityType,
): SecuritySymbol | null {
  const own = run.securities.values.find(({ symbol }) => symbol.value === ticker && symbol.securityType === type);
  return own?.symbol ?? new SecuritySymbol(ticker, reference.identify(ticker, type, Market.USA));
}

/** Keys, account and data, by questions only. */
async function examineAlpaca(surroundings: BrokerSurroundings): Promise<Check> {
  const name = 'broker alpaca';
  const { alpacaClient, DataRequests } = await loadAlpaca();
  const client = alpacaClient({ ...alpacaConnection(surroundings), timeoutMs: 10_000 });
  const requests = new DataRequests({ clock: systemClock });
  const kind = surroundings.money === 'paper' ? 'paper' : 'real money';
  const account = await requests.ask(`the account (${kind})`, () => client.trading.account.getAccount());
  const { status, currency, cash, equity, tradingBlocked, accountBlocked, tradeSuspendedByUser } = account;
  const feed = feedOf(surroundings);
  const bars = await requests.ask(`prices of the feed ${feed}`, () =>
    client.marketData.stocks.stockLatestBars({ symbols: 'SPY', feed }),
  );
  const last = bars.bars['SPY']?.t;
  const details = [
    `cash ${cash ?? '?'} ${currency ?? ''}, equity ${equity ?? '?'}`,
    `feed ${feed}: last bar of SPY ${last === undefined ? 'unknown' : newYorkText(new Date(last).getTime())}`,
  ];
  const blocked = [
    status === 'ACTIVE' ? null : `its status is ${status}`,
    tradingBlocked === true ? 'trading is blocked' : null,
    accountBlocked === true ? 'it is blocked' : null,
    tradeSuspendedByUser === true ? 'its owner has suspended trading' : null,
  ].filter((text) => text !== null);
  if (blocked.length === 0) return { name, verdict: 'ok', found: `account of ${kind}, active`, details };
  const advice = 'See the notices at https://app.alpaca.markets; orders are refused until that is settled.';
  return { name, verdict: 'fail', found: `account of ${kind}: ${blocked.join(', ')}`, details, advice };
}

function newYorkText(utcMs: number): string {
  const local = TimeZone.of('America/New_York').toLocal(utcMs);
  return `${new Date(local).toISOString().slice(0, 16).replace('T', ' ')} in New York`;
}
