import type * as Ib from '@lockstep/broker-ib/simulator';
import { AccountType, BrokerageName, createBrokerageModel, LockstepError, SecurityType } from '@lockstep/core';
import { openRecordedMarket, type SimulatorRequest } from './recorded-market.ts';

/** A simulator of TWS that runs. */
export interface StartedIbSimulator {
  readonly simulator: Ib.IbSimulator;
  /** What can be traded. */
  readonly tickers: readonly string[];
  /** The day on which time begins, `yyyy-MM-dd`. */
  readonly date: string;
  /** Passes over a time. @param ms how much */
  readonly skip: (ms: number) => void;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the simulator of TWS on the stocks, currency pairs and CFDs of a data folder, by a clock that begins at the open of a
 * recorded day in New York.
 *
 * @throws LockstepError `DATA_FOLDER_MISSING`, `DATA_SYMBOL_MISSING` without any, `USAGE` without a day,
 * `BROKER_UNAVAILABLE` without the package
 * @example
 * ```ts
 * import { startIbSimulator } from 'lockstep';
 *
 * const { simulator, stop } = await startIbSimulator({ data: 'data', date: '2024-03-04', speed: 60 });
 * console.log(simulator.host, simulator.port);
 * await stop();
 * ```
 */
export async function startIbSimulator(request: SimulatorRequest = {}): Promise<StartedIbSimulator> {
  const { IbSimulator } = await loadSimulator();
  let simulator: Ib.IbSimulator | null = null;
  const { running, played, reference, history, symbols, date } = openRecordedMarket(request, {
    securityTypes: [SecurityType.Equity, SecurityType.Forex, SecurityType.Cfd],
    brokerageModel: createBrokerageModel(BrokerageName.InteractiveBrokersBrokerage, AccountType.Margin),
    onRow: () => simulator?.publish(),
  });
  const started = await IbSimulator.start({
    venue: played.venue,
    clock: running.clock,
    reference,
    history,
    ...(request.port !== undefined && { port: request.port }),
  });
  simulator = started;
  for (const symbol of symbols) played.venue.securityOf(symbol);
  running.start();
  const stop = async (): Promise<void> => {
    running.stop();
    played.stop();
    await started.stop();
  };
  return { simulator: started, tickers: symbols.map(({ value }) => value), date, skip: (ms) => running.skip(ms), stop };
}

/** Only this command needs the broker's package. */
async function loadSimulator(): Promise<typeof Ib> {
  try {
    return await import('@lockstep/broker-ib/simulator');
  } catch (error) {
    throw new LockstepError(
      'BROKER_UNAVAILABLE',
      'The package @lockstep/broker-ib, which has the simulator, could not be loaded. Add it to the project: npm install @lockstep/broker-ib.',
      { cause: error },
    );
  }
}
