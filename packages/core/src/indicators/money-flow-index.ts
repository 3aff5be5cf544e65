import type { TradeBarInput } from './indicator-data-point.ts';
import { type Named, splitName } from './named.ts';
import { Sum } from './sum.ts';
import { TradeBarIndicator } from './trade-bar-indicator.ts';

/**
 * Money flow index, 0 to 100: share of the flow (typical price times volume) of bars with a higher typical price in that of
 * all that changed; the first bar counts as a rise. 100 without any flow.
 */
export class MoneyFlowIndex extends TradeBarIndicator {
  readonly positiveMoneyFlow: Sum;
  readonly negativeMoneyFlow: Sum;
  previousTypicalPrice: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `MFI(${period})`, period);
    this.positiveMoneyFlow = new Sum(`${this.name}_PositiveMoneyFlow`, period);
    this.negativeMoneyFlow = new Sum(`${this.name}_NegativeMoneyFlow`, period);
    this.previousTypicalPrice = 0;
  }

  override reset(): void {
    this.positiveMoneyFlow.reset();
    this.negativeMoneyFlow.reset();
    this.previousTypicalPrice = 0;
    super.reset();
  }

  override pushTradeBar(bar: TradeBarInput): void {
    const { endTimeMs, high, low, close, volume } = bar;
    if (!this.state.accept(endTimeMs)) return;
    const typical = (high + low + close) / 3;
    const flow = typical * volume;
    this.positiveMoneyFlow.push(endTimeMs, typical > this.previousTypicalPrice ? flow : 0);
    this.negativeMoneyFlow.push(endTimeMs, typical < this.previousTypicalPrice ? flow : 0);
    this.previousTypicalPrice = typical;
    const total = this.positiveMoneyFlow.value + this.negativeMoneyFlow.value;
    this.state.publish(endTimeMs, total === 0 ? 100 : (100 * this.positiveMoneyFlow.value) / total);
  }
}
