import type * as Mt5 from '@lockstep/broker-mt5/simulator';
import { DefaultBrokerageModel, LockstepError, SecurityType } from '@lockstep/core';
import { openRecordedMarket, type SimulatorRequest } from './recorded-market.ts';

/** A simulated MetaTrader terminal that runs. */
export interface StartedMt5Simulator {
  readonly simulator: Mt5.Mt5Simulator;
  /** What can be traded. */
  readonly tickers: readonly string[];
  /** The day whose prices are played, `yyyy-MM-dd`. */
  readonly date: string;
  /** They are played as if they were today's, from now on. */
  readonly isToday: boolean;
  /** Passes over a time. @param ms how much */
  readonly skip: (ms: number) => void;
  readonly stop: () => Promise<void>;
}

const KINDS = [SecurityType.Forex, SecurityType.Cfd, SecurityType.Equity];

/**
 * Starts a simulated terminal on the pairs, CFDs and shares of a data folder. At the speed of the wall clock the recorded prices
 * are played as if they were today's, so that `lockstep live` can trade on them; at another speed from the open of their day.
 *
 * @throws LockstepError `DATA_FOLDER_MISSING`, `DATA_SYMBOL_MISSING` without bars to play, `USAGE` without a day,
 * `BROKER_UNAVAILABLE` without the package
 * @example
 * ```ts
 * import { startMt5Simulator } from 'lockstep';
 *
 * const { simulator, stop } = await startMt5Simulator({ data: 'data' });
 * console.log(simulator.address, simulator.account.login);
 * await stop();
 * ```
 */
export async function startMt5Simulator(request: SimulatorRequest = {}): Promise<StartedMt5Simulator> {
  const { Mt5Simulator } = await loadSimulator();
  const isToday = (request.speed ?? 1) === 1;
  let simulator: Mt5.Mt5Simulator | null = null;
  const { running, played, reference, history, symbols, date } = openRecordedMarket(request, {
    brokerageModel: new DefaultBrokerageModel(),
    securityTypes: KINDS,
    isToday,
    onRow: (security) => simulator?.prices.quote(security),
  });
  const started = await Mt5Simulator.start({
    venue: played.venue,
    clock: running.clock,
    reference,
    market: { history, reference },
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
  const tickers = symbols.map(({ value }) => value);
  return { simulator: started, tickers, date, isToday, skip: (ms) => running.skip(ms), stop };
}

/** Only this command needs the broker's package. */
async function loadSimulator(): Promise<typeof Mt5> {
  try {
    return await import('@lockstep/broker-mt5/simulator');
  } catch (error) {
    throw new LockstepError(
      'BROKER_UNAVAILABLE',
      'The package @lockstep/broker-mt5, which has the simulator, could not be loaded. Add it to the project: npm install @lockstep/broker-mt5.',
      { cause: error },
    );
  }
}
