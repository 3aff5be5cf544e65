import type { PortfolioTarget } from './portfolio-target.ts';

/** A service outside that takes the portfolio that a strategy wants to hold. */
export interface SignalExportProvider {
  /** @returns whether the service has taken it */
  send(targets: readonly PortfolioTarget[]): boolean | Promise<boolean>;
}

/** Hands targets to a provider, which works outside of the run. */
export type SignalSender = (provider: SignalExportProvider, targets: readonly PortfolioTarget[]) => void;

/** Sends the portfolio that a strategy wants to services outside. LEAN's `SignalExportManager`. */
export class SignalExport {
  readonly #providers: SignalExportProvider[] = [];
  readonly #sender: () => SignalSender | null;
  readonly #debug: (text: string) => void;
  #hasSaid = false;

  /** @param sender null where a run sends nothing, as in backtests */
  constructor(sender: () => SignalSender | null, debug: (text: string) => void) {
    this.#sender = sender;
    this.#debug = debug;
  }

  /** Adds services, each of which is sent every portfolio. */
  addSignalExportProvider(...providers: readonly SignalExportProvider[]): void {
    this.#providers.push(...providers);
  }

  /** Sends weights of the portfolio. In a run that sends nothing it says so once and counts as sent, as in LEAN. */
  setTargetPortfolio(targets: readonly PortfolioTarget[]): boolean {
    const send = this.#sender();
    if (send === null) {
      if (!this.#hasSaid) this.#debug('Portfolio targets are sent to services outside in live trading only.');
      this.#hasSaid = true;
      return true;
    }
    for (const provider of this.#providers) send(provider, targets);
    return this.#providers.length > 0;
  }
}
