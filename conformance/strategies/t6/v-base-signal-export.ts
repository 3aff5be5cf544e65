import { Algorithm, PortfolioTarget, type SignalExportProvider } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A service that nothing may be sent to in a backtest. */
class Unreachable implements SignalExportProvider {
  send(): boolean {
    throw new Error('A backtest has sent targets.');
  }
}

/** Targets are sent in live trading only; here they are accepted and forgotten. */
export default class VBaseSignalExport extends Algorithm {
  #hasSent = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    for (const ticker of ['SPY', 'IBM']) this.addEquity(ticker);
    this.signalExport.addSignalExportProvider(new Unreachable());
  }

  override onData(): void {
    if (this.#hasSent) return;
    this.#hasSent = true;
    const targets = [new PortfolioTarget('SPY', 0.25), new PortfolioTarget('IBM', 0.75)];
    requireThat(this.signalExport.setTargetPortfolio(targets), 'the targets were refused');
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasSent, 'there was no data');
  }
}
