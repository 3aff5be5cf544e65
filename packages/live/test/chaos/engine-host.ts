import type { LiveStatus } from '../../src/session/live-session.ts';
import type { StoreQueries } from '../../src/store/store-queries.ts';
import type { ChainVerdict } from '../../src/store/verify-chain.ts';
import type { Death } from './death.ts';
import type { Operation } from './operation.ts';
import type { SentOrder } from './sent-orders.ts';

/** What a deployment holds true. */
export interface DeploymentBooks {
  readonly status: LiveStatus;
  readonly queries: StoreQueries;
  readonly chain: ChainVerdict;
}

/** Where the live engine of a seed runs: in this process, or in others that are killed. */
export interface EngineHost {
  readonly isRunning: boolean;
  /** What the engine has handed to the wire so far, by number. */
  readonly sent: ReadonlyMap<number, SentOrder>;
  /** Orders that the engine has asked to be cancelled, by number, and why: their tags. */
  readonly cancelled: ReadonlyMap<number, string>;
  /** Starts a process of the deployment, which may die while it starts. @param death planned for it */
  start(death: Death | null): Promise<void>;
  /** Lets time pass, for venue and engine; less of it when the process dies or ends. */
  run(untilUtc: number): Promise<void>;
  operate(operation: Operation): void;
  /** Plans a death. */
  die(death: Death): void;
  /** Takes a planned death back. */
  spare(): void;
  /** Looks into the books of the process that runs. */
  read<T>(look: (books: DeploymentBooks) => Promise<T>): Promise<T>;
  dispose(): Promise<void>;
}
