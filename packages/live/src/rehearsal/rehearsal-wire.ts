import type {
  Brokerage,
  BrokerageCapabilities,
  Clock,
  ReferenceData,
  SecuritySymbol,
  SimulatedVenue,
} from '@lockstep/core';

/** What a wire is put between. */
export interface WireEnds {
  /** The market and the account at the far end. Nobody else connects to it. */
  readonly venue: SimulatedVenue;
  /** Of adapter and simulator: the rehearsal's time. */
  readonly clock: Clock;
  readonly reference: ReferenceData;
}

/** A broker's adapter, and at the other end of its wire a simulator of that broker. */
export interface RehearsalWire {
  /** The adapter, not connected yet. */
  readonly brokerage: Brokerage;
  /** Settles when nothing is under way, on either side and between them: time may pass, or the next request follow. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/** A broker as a rehearsal needs it. */
export interface RehearsalBroker {
  readonly name: string;
  /** What its wire carries; nothing else is asked of it, nor of the backtest beside it. */
  readonly capabilities: BrokerageCapabilities;
  isTraded(symbol: SecuritySymbol): boolean;
  open(ends: WireEnds): Promise<RehearsalWire>;
}
