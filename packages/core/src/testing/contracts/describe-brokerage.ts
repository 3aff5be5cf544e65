import type { BrokerageCapabilities } from '../../brokerage/brokerage.ts';
import { describeBrokerageAccount } from './brokerage-account-contract.ts';
import { BrokerageDesk } from './brokerage-desk.ts';
import { describeBrokerageGroups } from './brokerage-group-contract.ts';
import type { BrokerageHarness } from './brokerage-harness.ts';
import { describeBrokerageOrders } from './brokerage-order-contract.ts';
import type { BrokerageSuite } from './brokerage-suite.ts';
import type { TestFramework } from './test-framework.ts';

/**
 * The contract of `Brokerage` as tests: every implementation, the simulated one and each adapter (through its
 * simulator), runs this suite. A test that a declared capability rules out is skipped with that reason.
 *
 * @param framework `{ describe, test, expect }` of vitest or jest
 * @param capabilities what the brokerage declares; the suite checks that it does
 * @param create a harness of its own for each test
 */
export function describeBrokerage(
  framework: TestFramework,
  name: string,
  capabilities: BrokerageCapabilities,
  create: () => BrokerageHarness | Promise<BrokerageHarness>,
): void {
  const suite: BrokerageSuite = {
    framework,
    capabilities,
    withDesk: (body) => async () => {
      const harness = await create();
      try {
        await body(await BrokerageDesk.open(harness));
      } finally {
        await harness.dispose?.();
      }
    },
  };
  framework.describe(`${name} keeps the contract of a brokerage`, () => {
    describeSession(suite, create);
    describeBrokerageOrders(suite);
    describeBrokerageAccount(suite);
    describeBrokerageGroups(suite);
  });
}

function describeSession(suite: BrokerageSuite, create: () => BrokerageHarness | Promise<BrokerageHarness>): void {
  const { test, expect } = suite.framework;

  test('is ready once connected, and not before or after', async () => {
    const harness = await create();
    const { brokerage } = harness;
    expect(brokerage.isReady).toBe(false);
    await BrokerageDesk.open(harness);
    expect(brokerage.isReady).toBe(true);
    await brokerage.disconnect();
    expect(brokerage.isReady).toBe(false);
    await harness.dispose?.();
  });

  test(
    'declares the capabilities that the suite was given',
    suite.withDesk(async ({ harness }) => {
      expect(harness.brokerage.capabilities).toEqual(suite.capabilities);
    }),
  );

  test(
    'says nothing while nothing is asked of it',
    suite.withDesk(async (desk) => {
      await desk.trade(101);
      expect(desk.events).toEqual([]);
      expect(await desk.harness.brokerage.getOpenOrders()).toEqual([]);
    }),
  );
}
