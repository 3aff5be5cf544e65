import type { BrokerageCapabilities } from '../../brokerage/brokerage.ts';
import type { BrokerageDesk } from './brokerage-desk.ts';
import type { TestFramework } from './test-framework.ts';

/** What the parts of the suite share: the framework, what may be skipped, and a fresh desk for each test. */
export interface BrokerageSuite {
  readonly framework: TestFramework;
  readonly capabilities: BrokerageCapabilities;
  /** Runs a test body with a connected desk of its own. */
  withDesk(body: (desk: BrokerageDesk) => Promise<void>): () => Promise<void>;
}
