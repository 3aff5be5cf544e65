import type { Order } from '@lockstep/core';
import { afterEach, beforeEach, describe } from 'vitest';
import type { BrokerageDesk } from '../../../core/src/testing/contracts/brokerage-desk.ts';
import { hasPython } from '../python.ts';
import { TerminalStage, type TerminalStageOptions, type Way } from '../terminal-stage.ts';

/** A stage and what trades on it, anew for each test. */
export class ScenarioStage {
  stage!: TerminalStage;
  desk!: BrokerageDesk;

  #way: Way = 'bridge';

  constructor() {
    afterEach(() => this.stage.close());
  }

  /** Tests that hold on both ways to a terminal. */
  onBothWays(name: string, tests: () => void): void {
    for (const way of ['bridge', 'expert'] as const) {
      const text = way === 'bridge' ? 'through the bridge (needs Python 3.9 or later)' : 'through an Expert Advisor';
      describe.skipIf(way === 'bridge' && !hasPython)(`${name}, ${text}`, () => {
        beforeEach(() => {
          this.#way = way;
        });
        tests();
      });
    }
  }

  async open(options: TerminalStageOptions = {}): Promise<void> {
    this.stage = await TerminalStage.open({ way: this.#way, ...options });
    this.desk = await this.stage.desk();
  }

  get faults() {
    return this.stage.simulator.faults;
  }

  /** What was told of the requests of an order, in words. */
  outcomesOf(order: Order): string[] {
    return this.desk.messages.flatMap((message) =>
      message.kind === 'outcome' && message.orderId === order.id
        ? [`${message.request} ${message.outcome} ${message.code}`]
        : [],
    );
  }

  /** Codes of what was noticed. */
  get notices(): string[] {
    return this.desk.messages.flatMap((message) => (message.kind === 'notice' ? [message.code] : []));
  }

  kinds(kind: string): number {
    return this.desk.messages.filter((message) => message.kind === kind).length;
  }

  /** Units that executions of an order came to, and how many there were. */
  filled(order: Order): readonly [units: number, executions: number] {
    return [order.quantityFilled.toNumber(), this.desk.fillsOf(order).length];
  }
}
