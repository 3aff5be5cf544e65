import { builtInReferenceData } from '@lockstep/backtester';
import type * as Mt5 from '@lockstep/broker-mt5';
import {
  type AlgorithmRun,
  LockstepError,
  Market,
  type ReferenceData,
  SecuritySymbol,
  SecurityType,
} from '@lockstep/core';
import { type RehearsalBroker, systemClock } from '@lockstep/live';
import { type Environment, readSecret, readTradingEnvironment, requireSecret } from '@lockstep/live/config';
import type { Check } from '../doctor/check.ts';
import type { BrokerEntry, BrokerSurroundings, LiveBroker } from './broker-entry.ts';

const SYMBOLS_FORM = /^([A-Z0-9.]+):(\S+)$/i;
const BRIDGE_FORM = /^(.+):(\d{1,5})$/;

/** MetaTrader 5, whose package is loaded when it is asked for. */
export const MT5: BrokerEntry = {
  kind: 'mt5',
  examine: examineMt5,
  open: openMt5,
  rehearsal: async (): Promise<RehearsalBroker> => {
    await loadMt5();
    return (await import('@lockstep/broker-mt5/simulator')).mt5Rehearsal;
  },
};

async function loadMt5(): Promise<typeof Mt5> {
  try {
    return await import('@lockstep/broker-mt5');
  } catch (cause) {
    throw new LockstepError(
      'BROKER_UNAVAILABLE',
      'The package @lockstep/broker-mt5 could not be loaded. Add it to the project: npm install @lockstep/broker-mt5.',
      { cause },
    );
  }
}

/** The terminal that the environment names. @throws LockstepError `SECRET_MISSING`, `ENVIRONMENT_INVALID` */
async function terminalOf({ environment, stage, money }: BrokerSurroundings): Promise<Mt5.Mt5Terminal> {
  const { Mt5Terminal } = await loadMt5();
  const password = readSecret(environment, 'MT5_PASSWORD', stage);
  const login = textOf(environment, 'MT5_LOGIN');
  if (login !== undefined && !/^\d+$/.test(login)) throw invalid('MT5_LOGIN', login, 'the number of the account');
  return new Mt5Terminal({
    transport: await transportOf(environment, stage),
    clock: systemClock,
    account: {
      login,
      password: password?.reveal(),
      server: textOf(environment, 'MT5_SERVER'),
      path: textOf(environment, 'MT5_PATH'),
      allowReal: money === 'real',
    },
    serverTime: textOf(environment, 'MT5_SERVER_TIME'),
  });
}

/** An Expert Advisor where MT5_EXPERT says where to wait for it, a bridge elsewhere by MT5_BRIDGE, or else a process of ours. */
async function transportOf(environment: Environment, stage: BrokerSurroundings['stage']): Promise<Mt5.BridgeTransport> {
  const { bridgeProcess, bridgeSocket, ExpertServer, simulatedTerminal } = await loadMt5();
  const waitsAt = textOf(environment, 'MT5_EXPERT');
  if (waitsAt !== undefined)
    return ExpertServer.listen({ ...addressOf('MT5_EXPERT', waitsAt), token: bridgeToken(environment, stage) });
  const address = textOf(environment, 'MT5_BRIDGE');
  if (address === undefined) {
    const python = textOf(environment, 'MT5_PYTHON');
    const simulated = textOf(environment, 'LOCKSTEP_MT5_TERMINAL');
    return bridgeProcess({ python, ...(simulated === undefined ? {} : simulatedTerminal(simulated)) });
  }
  return bridgeSocket({ ...addressOf('MT5_BRIDGE', address), token: bridgeToken(environment, stage) });
}

function addressOf(name: string, text: string): { readonly host: string; readonly port: number } {
  const [, host = '', port = ''] = BRIDGE_FORM.exec(text) ?? [];
  if (host === '') throw invalid(name, text, 'host:port, such as 127.0.0.1:18812');
  return { host, port: Number(port) };
}

/** @throws LockstepError `SECRET_MISSING` */
function bridgeToken(environment: Environment, stage: BrokerSurroundings['stage']): string {
  const purpose = 'the bridge to MetaTrader 5: 16 characters or more, the same on both machines';
  return requireSecret(environment, 'MT5_BRIDGE_TOKEN', stage, purpose).reveal();
}

/** Starts the bridge for a client on another machine. @param onOutput told what the bridge says, line by line */
export async function startBridge(
  environment: Environment,
  listen: string,
  onOutput: (text: string) => void,
): Promise<Mt5.BridgeServer> {
  const stage = readTradingEnvironment(environment).environment;
  if (!BRIDGE_FORM.test(listen))
    throw new LockstepError('USAGE', `--listen is ${listen}; expected host:port, such as 127.0.0.1:18812.`);
  const token = bridgeToken(environment, stage);
  const { serveBridge } = await loadMt5();
  return serveBridge({ listen, token, python: textOf(environment, 'MT5_PYTHON'), onOutput });
}

/** MT5_SYMBOLS: the broker's names of tickers, as in `EURUSD:EURUSD.m,XAUUSD:GOLD`. */
function symbolsOf(environment: Environment): Record<string, string> {
  const text = textOf(environment, 'MT5_SYMBOLS') ?? '';
  const names: Record<string, string> = {};
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    const [, ticker, name] = SYMBOLS_FORM.exec(pair.trim()) ?? [];
    if (ticker === undefined || name === undefined)
      throw invalid('MT5_SYMBOLS', text, 'tickers with the names of the broker, such as EURUSD:EURUSD.m,XAUUSD:GOLD');
    names[ticker.toUpperCase()] = name;
  }
  return names;
}

function textOf(environment: Environment, name: string): string | undefined {
  const text = environment[name]?.trim() ?? '';
  return text === '' ? undefined : text;
}

function invalid(name: string, received: string, expected: string): LockstepError {
  return new LockstepError('ENVIRONMENT_INVALID', `The environment has ${name}=${received}; expected ${expected}.`, {
    details: { name },
  });
}

async function openMt5(surroundings: BrokerSurroundings): Promise<LiveBroker> {
  const { Mt5Brokerage, mt5Data } = await loadMt5();
  const terminal = await terminalOf(surroundings);
  const symbols = symbolsOf(surroundings.environment);
  const reference = builtInReferenceData();
  const { feed, history } = mt5Data({ terminal, clock: systemClock, symbols });
  return {
    data: { feed, history, reference },
    brokerage: (run) =>
      new Mt5Brokerage({
        terminal,
        clock: systemClock,
        symbols,
        symbolOf: (ticker) => symbolOf(run, reference, ticker),
      }),
  };
}

/** The run's own symbol of a ticker, or the currency pair that it is; null for one that nothing is known of. */
function symbolOf(run: AlgorithmRun, reference: ReferenceData, ticker: string): SecuritySymbol | null {
  const own = run.securities.values.find(({ symbol }) => symbol.value === ticker);
  if (own !== undefined) return own.symbol;
  if (!/^[A-Z]{6}$/.test(ticker)) return null;
  return new SecuritySymbol(ticker, reference.identify(ticker, SecurityType.Forex, Market.Oanda));
}

/** Bridge, terminal and account, by questions only. */
async function examineMt5(surroundings: BrokerSurroundings): Promise<Check> {
  const name = 'broker mt5';
  const terminal = await terminalOf(surroundings);
  const listener: Mt5.TerminalListener = {
    lost: () => undefined,
    back: () => Promise.resolve(),
    notice: () => undefined,
  };
  try {
    const { account, terminal: program } = await terminal.open(listener);
    const kind = account.trade_mode === 2 ? 'real money' : 'demo';
    const details = [
      `account ${account.login} at ${account.server} (${account.company}), ${account.margin_mode === 2 ? 'hedging' : 'netting'}`,
      `balance ${account.balance} ${account.currency}, equity ${account.equity}, free margin ${account.margin_free}`,
      `${program.name}, build ${program.build}; server time ${terminal.server.rule}`,
    ];
    const faults = [
      program.connected ? null : 'the terminal has no connection to its trade server',
      program.trade_allowed ? null : 'automated trading is off: press AutoTrading in the terminal',
      account.trade_allowed ? null : 'the account may not trade (investor password?)',
      account.trade_expert ? null : 'the broker does not allow automated trading',
    ].filter((text) => text !== null);
    if (faults.length === 0) return { name, verdict: 'ok', found: `${kind} account ${account.login}`, details };
    const advice = 'Orders are refused until that is settled; see docs/brokers/mt5.md.';
    return { name, verdict: 'fail', found: `${kind} account ${account.login}: ${faults.join('; ')}`, details, advice };
  } finally {
    terminal.close(listener);
  }
}
