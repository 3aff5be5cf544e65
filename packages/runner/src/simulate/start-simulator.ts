import type * as Alpaca from '@lockstep/broker-alpaca/simulator';
import { AccountType, BrokerageName, createBrokerageModel, LockstepError, SecurityType } from '@lockstep/core';
import { openRecordedMarket, type SimulatorRequest } from './recorded-market.ts';

/** A simulator that runs. */
export interface StartedSimulator {
  readonly simulator: Alpaca.AlpacaSimulator;
  /** What can be traded. */
  readonly tickers: readonly string[];
  /** The day on which time begins, `yyyy-MM-dd`. */
  readonly date: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts Alpaca's simulator on the equities of a data folder: trading and market data on one port of this machine, by a
 * clock that begins at the open of a recorded day.
 *
 * @throws LockstepError `DATA_FOLDER_MISSING`, `DATA_SYMBOL_MISSING` without equities, `USAGE` without a day,
 * `BROKER_UNAVAILABLE` without the package
 * @example
 * ```ts
 * import { startSimulator } from 'lockstep';
 *
 * const { simulator, stop } = await startSimulator({ data: 'data', date: '2024-03-04', speed: 60 });
 * console.log(simulator.endpoints.trading);
 * await stop();
 * ```
 */
export async function startSimulator(request: SimulatorRequest = {}): Promise<StartedSimulator> {
  const { ALPACA_VENUE, AlpacaSimulator, SimulatedMarketData } = await loadSimulator();
  const { running, played, reference, history, symbols, date } = openRecordedMarket(request, {
    securityTypes: [SecurityType.Equity],
    brokerageModel: createBrokerageModel(BrokerageName.Alpaca, AccountType.Margin),
    capabilities: ALPACA_VENUE,
  });
  const { clock } = running;
  const simulator = await AlpacaSimulator.start({
    venue: played.venue,
    clock,
    reference,
    marketData: new SimulatedMarketData({ source: { history, reference }, clock }),
    moveClock: (ms) => running.skip(ms),
    ...(request.port !== undefined && { port: request.port }),
  });
  const tickers = symbols.map(({ value }) => value);
  for (const ticker of tickers) simulator.instruments.find(ticker);
  running.start();
  const stop = async (): Promise<void> => {
    running.stop();
    played.stop();
    await simulator.stop();
  };
  return { simulator, tickers, date, stop };
}

/** Only this command needs the broker's package. */
async function loadSimulator(): Promise<typeof Alpaca> {
  try {
    return await import('@lockstep/broker-alpaca/simulator');
  } catch (error) {
    throw new LockstepError(
      'BROKER_UNAVAILABLE',
      `The package @lockstep/broker-alpaca, which has the simulator, could not be loaded. Add it to the project: npm install @lockstep/broker-alpaca.`,
      { cause: error },
    );
  }
}
