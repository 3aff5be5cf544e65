import type { Command } from 'commander';
import { Argument, InvalidArgumentError } from 'commander';
import { ALPACA_ADDRESSES } from '../brokers/alpaca-addresses.ts';
import type { SimulatorRequest } from '../simulate/recorded-market.ts';
import type { StartedIbSimulator } from '../simulate/start-ib-simulator.ts';
import type { StartedMt5Simulator } from '../simulate/start-mt5-simulator.ts';
import type { StartedSimulator } from '../simulate/start-simulator.ts';
import { type Terminal, writeLine } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';
import { EXIT_CODES_HELP } from './exit-code.ts';
import { dateOption, numberOption, positiveNumberOption, wholeNumberOption } from './option-parsers.ts';

/** Adds `lockstep simulate`. */
export function addSimulateCommand(program: Command, context: CommandContext): void {
  program
    .command('simulate')
    .summary("a broker's API on this machine, with recorded prices")
    .description(
      "Starts a server on this machine that speaks a broker's API, orders, account and market data, in front of a " +
        'simulated account whose prices are those of a data folder. Any client can use it. Everything can be made to go ' +
        "wrong: by routes of Alpaca's under /__sim, and from code. Ends on Ctrl-C.",
    )
    .addArgument(new Argument('<broker>', 'whose API').choices(['alpaca', 'ib', 'mt5']))
    .option('--data <folder>', 'data folder; else LOCKSTEP_DATA, ./data')
    .option('--date <date>', 'day on which time begins, at the open (default: the first in the folder)', dateOption)
    .option(
      '--speed <factor>',
      'times the wall clock; 0: time stands still until it is moved (default: 1)',
      speedOption,
    )
    .option('--port <number>', 'port to listen on (default: a free one)', wholeNumberOption)
    .option('--cash <amount>', 'what the account begins with, in US dollars (default: 100000)', positiveNumberOption)
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep simulate alpaca --data data --port 8790
  $ lockstep simulate alpaca --data data --date 2024-03-04 --speed 60
  $ lockstep simulate ib --data data --port 4002
  $ lockstep simulate mt5 --data data --port 18811

The terminal of mt5 plays pairs, CFDs and shares, at speed 1 as if their day was today: lockstep live can trade there.
${EXIT_CODES_HELP}`,
    )
    .action(async (broker: 'alpaca' | 'ib' | 'mt5', request: SimulatorRequest) => {
      const started = await STARTS[broker]({ ...request, cwd: context.cwd }, context.terminal);
      await new Promise<void>((resolve) => {
        const release = context.onStopSignal(() => {
          release();
          resolve();
        });
      });
      await started.stop();
    });
}

/** How each broker's simulator is started, and what is said of it. */
const STARTS = {
  alpaca: async (request: SimulatorRequest, terminal: Terminal) => {
    const { startSimulator } = await import('../simulate/start-simulator.ts');
    const started = await startSimulator(request);
    printStart(terminal, started, request.speed ?? 1);
    return started;
  },
  ib: async (request: SimulatorRequest, terminal: Terminal) => {
    const { startIbSimulator } = await import('../simulate/start-ib-simulator.ts');
    const started = await startIbSimulator(request);
    printIbStart(terminal, started, request.speed ?? 1);
    return started;
  },
  mt5: async (request: SimulatorRequest, terminal: Terminal) => {
    const { startMt5Simulator } = await import('../simulate/start-mt5-simulator.ts');
    const started = await startMt5Simulator(request);
    printMt5Start(terminal, started, request.speed ?? 1);
    return started;
  },
};

function speedOption(text: string): number {
  const speed = numberOption(text);
  if (speed >= 0) return speed;
  throw new InvalidArgumentError('Expected 0 or a number above it, such as 60.');
}

function printStart({ out, style }: Terminal, { simulator, tickers, date }: StartedSimulator, speed: number): void {
  const { endpoints, keys } = simulator;
  const headers = `-H 'APCA-API-KEY-ID: ${keys.keyId}' -H 'APCA-API-SECRET-KEY: ${keys.secret}'`;
  writeLine(
    out,
    `${style.bold("Alpaca's API")} at ${endpoints.trading}, as on paper; trade updates at ${endpoints.tradingStream}`,
  );
  writeLine(out, `Keys    ${keys.keyId} and ${keys.secret}`);
  writeLine(out, marketLine(tickers, date, speed));
  writeLine(out, `Try     curl ${headers} ${endpoints.trading}/v2/account`);
  writeLine(out, `State   curl ${endpoints.trading}/__sim/state`);
  writeLine(out, 'A strategy finds it by these lines of .env:');
  writeLine(out, `ALPACA_API_KEY=${keys.keyId}`);
  writeLine(out, `ALPACA_SECRET_KEY=${keys.secret}`);
  for (const [part, variable] of Object.entries(ALPACA_ADDRESSES)) {
    writeLine(out, `${variable}=${endpoints[part as keyof typeof ALPACA_ADDRESSES]}`);
  }
  writeLine(out, 'Ctrl-C ends it.');
}

function printIbStart({ out, style }: Terminal, { simulator, tickers, date }: StartedIbSimulator, speed: number): void {
  const { host, port, accounts } = simulator;
  writeLine(out, `${style.bold('TWS')} at ${host}:${port}, server version 193, as on paper`);
  writeLine(out, `Account ${accounts.join(', ')}`);
  writeLine(out, marketLine(tickers, date, speed));
  writeLine(out, `Try     IBKR_HOST=${host} IBKR_PORT=${port} with any client of the TWS API`);
  writeLine(out, 'Ctrl-C ends it.');
}

function printMt5Start({ out, style }: Terminal, started: StartedMt5Simulator, speed: number): void {
  const { simulator, tickers, date, isToday } = started;
  const { login, password, server } = simulator.account;
  writeLine(out, `${style.bold('MetaTrader terminal')} at ${simulator.address}, a demo account`);
  if (isToday)
    writeLine(out, `Market  ${tickers.join(', ')}: the prices of ${date} from now on, as if they were today's`);
  else writeLine(out, marketLine(tickers, date, speed));
  writeLine(out, 'A strategy finds it by these lines of .env (Python 3.9 or later has to be there):');
  writeLine(out, `LOCKSTEP_MT5_TERMINAL=${simulator.address}`);
  writeLine(out, `MT5_LOGIN=${login}`);
  writeLine(out, `MT5_PASSWORD=${password}`);
  writeLine(out, `MT5_SERVER=${server}`);
  writeLine(out, 'Try     lockstep doctor --broker mt5; lockstep live strategy.ts --broker mt5');
  writeLine(out, 'Ctrl-C ends it.');
}

function marketLine(tickers: readonly string[], date: string, speed: number): string {
  const pace = speed === 0 ? 'time stands still' : `speed ${speed}`;
  return `Market  ${tickers.join(', ')} from the open of ${date}, ${pace}`;
}
