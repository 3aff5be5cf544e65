import { sizingSettings } from '../../algorithm/position-sizing.ts';
import { Decimal } from '../../numeric/decimal.ts';
import { SubmitOrderRequest } from '../../orders/order-request.ts';
import { OrderType } from '../../orders/order-type.ts';
import type { Security } from '../../securities/security.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { requireSynchronous } from './synchronous-handler.ts';

const WARNING_FRACTION = Decimal.parse('0.05');
/** Margin used may exceed the portfolio by this fraction before positions are closed. */
const BUFFERED = Decimal.parse('1.10');

/** LEAN's margin calls: positions are reduced when the margin they use exceeds the portfolio by more than a tenth. */
export class MarginCalls {
  readonly #run: AlgorithmRun;

  constructor(run: AlgorithmRun) {
    this.#run = run;
  }

  /** Looks at the account; calls margin or warns where it must. */
  check(): void {
    const { portfolio } = this.#run;
    const usedEstimate = portfolio.estimateMarginUsed();
    if (usedEstimate === 0) return;
    const valueEstimate = portfolio.estimateTotalPortfolioValue();
    // Far from the warning level nothing can come of the exact figures.
    if (portfolio.estimateMarginRemaining() > valueEstimate * 0.06 && valueEstimate > 0) return;
    this.#checkExactly();
  }

  #checkExactly(): void {
    const { portfolio, algorithm } = this.#run;
    const used = portfolio.exactTotalMarginUsed;
    if (used.sign() <= 0) return;
    const value = portfolio.exactTotalPortfolioValue;
    const remaining = portfolio.exactMarginRemaining;
    let warn = remaining.lte(value.times(WARNING_FRACTION));
    let executed = 0;
    if (remaining.sign() <= 0) {
      const requests = used.gt(value.times(BUFFERED)) ? this.#requests(used.minus(value)) : [];
      warn = requests.length > 0;
      if (warn && requests.every((request) => portfolio.securities.get(request.symbol).exchange.exchangeOpen)) {
        requireSynchronous('onMarginCall', algorithm.onMarginCall(requests));
        executed = this.#execute(requests);
      }
    }
    if (executed === 0 && warn) requireSynchronous('onMarginCallWarning', algorithm.onMarginCallWarning());
  }

  #requests(excess: Decimal): SubmitOrderRequest[] {
    const requests: SubmitOrderRequest[] = [];
    for (const security of this.#run.securities) {
      if (security.holdings.quantityNumber === 0 || security.quoteCurrency.exactConversionRate.isZero()) continue;
      const quantity = this.#reduction(security, excess);
      if (quantity.isZero()) continue;
      requests.push(
        new SubmitOrderRequest({
          orderType: OrderType.Market,
          symbol: security.symbol,
          quantity,
          timeMs: this.#run.clock.utcNow(),
          tag: 'Margin Call',
          properties: this.#run.trading.defaultOrderProperties,
        }),
      );
    }
    return requests;
  }

  /** Units to order so that a position gives back as much buying power as is missing, or all it has. */
  #reduction(security: Security, excess: Decimal): Decimal {
    const { portfolio, settings } = this.#run;
    const model = security.buyingPowerModel;
    const reserved = model.getReservedBuyingPowerForPosition(security);
    const kept = Decimal.max(Decimal.ZERO, reserved.minus(excess));
    const given = reserved.minus(kept);
    const delta = security.holdings.isLong ? given.negated() : given;
    const sizing = { ...sizingSettings(settings), minimumOrderMarginPortfolioPercentage: Decimal.ZERO };
    const { quantity } = model.getMaximumOrderQuantityForDeltaBuyingPower(portfolio, security, delta, sizing);
    const size = quantity.abs();
    return security.holdings.isLong ? size.negated() : size;
  }

  /** Places the orders, the greatest losers first, until no more margin is missing. Returns how many. */
  #execute(requests: readonly SubmitOrderRequest[]): number {
    const { portfolio, processor } = this.#run;
    if (portfolio.exactMarginRemaining.sign() >= 0) return 0;
    const byLoss = requests
      .map((request) => ({ request, profit: portfolio.get(request.symbol).exactUnrealizedProfit }))
      .sort((a, b) => a.profit.compare(b.profit));
    let executed = 0;
    for (const { request } of byLoss) {
      const ticket = processor.submit(request);
      executed += 1;
      this.#run.log(
        'error',
        `Margin call: ${ticket.symbol.value} ${ticket.exactQuantity} @ ${ticket.exactAverageFillPrice}`,
      );
      if (portfolio.exactMarginRemaining.sign() >= 0) break;
    }
    return executed;
  }
}
