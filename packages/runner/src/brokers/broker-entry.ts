import type { AlgorithmRun, Brokerage } from '@lockstep/core';
import type { LiveOptions, RehearsalBroker } from '@lockstep/live';
import type { BrokerKind, Environment, TradingEnvironment } from '@lockstep/live/config';
import type { Check } from '../doctor/check.ts';

/** What a broker is asked with. */
export interface BrokerSurroundings {
  readonly environment: Environment;
  readonly stage: TradingEnvironment['environment'];
  /** Which of a person's accounts. */
  readonly money: 'paper' | 'real';
  /** Told what a person should know and nothing depends on. */
  readonly onNotice?: ((text: string) => void) | undefined;
}

/** A broker that is there: its data, and where orders go. Nothing is connected yet. */
export interface LiveBroker {
  readonly data: LiveOptions['data'];
  readonly brokerage: (run: AlgorithmRun) => Brokerage;
  /** Lets go of what was opened for questions, once nobody asks any more; a session ends its feed and brokerage itself. */
  readonly close?: () => void;
}

/** A broker as the command line knows it. */
export interface BrokerEntry {
  readonly kind: BrokerKind;
  /** Whether it can be reached and lets us in; sends no order. */
  readonly examine: (surroundings: BrokerSurroundings) => Promise<Check>;
  /** Undefined for one that is no service of its own. */
  readonly open?: (surroundings: BrokerSurroundings) => Promise<LiveBroker>;
  /** Its adapter and simulator for a rehearsal; undefined where there is none. */
  readonly rehearsal?: () => Promise<RehearsalBroker>;
}
