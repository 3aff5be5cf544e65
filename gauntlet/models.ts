import {
  BarField,
  ConstantFeeModel,
  ConstantSlippageModel,
  Decimal,
  DelayedSettlementModel,
  EquityFillModel,
  type FeeModel,
  type FillContext,
  type FillModel,
  OrderEvent,
  OrderStatus,
  PatternDayTradingMarginModel,
  type Security,
  SecurityMarginModel,
  VolumeShareSlippageModel,
} from '@lockstep/core';
import type { FamilySecurity } from './family.ts';

/** Gives a security the models its family asks for. */
export function applyModels(security: Security, wanted: FamilySecurity): void {
  const [fee, fill] = [parse(wanted.fee), parse(wanted.fill)];
  if (fee.kind === 'constant') security.setFeeModel(new ConstantFeeModel(fee.text(0)));
  if (fee.kind === 'share') security.setFeeModel(perShareFee(fee.decimal(0), fee.decimal(1)));
  if (fill.kind === 'partial') security.setFillModel(new PartialFillModel(fill.decimal(0)));
  if (fill.kind === 'open') security.setFillModel(new OpenFillModel());
  applySlippage(security, parse(wanted.slippage));
  if (wanted.settlement !== undefined) {
    const [days, hour] = wanted.settlement.split(':').map(Number) as [number, number];
    security.setSettlementModel(new DelayedSettlementModel(days, hour));
  }
  if (wanted.shortable !== undefined) {
    const quantity = Decimal.parse(wanted.shortable);
    const free = (): Decimal => Decimal.ZERO;
    security.setShortableProvider({ shortableQuantity: () => quantity, feeRate: free, rebateRate: free });
  }
  const margin = parse(wanted.buyingPower);
  if (margin.kind === 'pdt') security.setBuyingPowerModel(new PatternDayTradingMarginModel());
  if (margin.kind === 'margin') security.setBuyingPowerModel(new SecurityMarginModel(margin.text(0), margin.text(1)));
}

function applySlippage(security: Security, wanted: ModelText): void {
  if (wanted.kind === 'constant') security.setSlippageModel(new ConstantSlippageModel(wanted.text(0)));
  if (wanted.kind === 'volume') security.setSlippageModel(new VolumeShareSlippageModel());
  if (wanted.kind !== 'tick') return;
  const slippage = wanted.decimal(0);
  security.setSlippageModel({ getSlippageApproximation: () => slippage });
}

/** A rate for each unit and a fixed part, in the quote currency. */
function perShareFee(rate: Decimal, fixed: Decimal): FeeModel {
  return {
    getOrderFee: (security, order) => ({
      amount: rate.times(order.quantity.abs()).plus(fixed),
      currency: security.symbolProperties.quoteCurrency,
    }),
  };
}

/** Market orders fill in parts of at most so many units a call. */
export class PartialFillModel extends EquityFillModel implements FillModel {
  readonly #most: Decimal;
  readonly #remaining = new Map<number, Decimal>();

  constructor(most: Decimal) {
    super();
    this.#most = most;
  }

  override marketFill(context: FillContext): OrderEvent | null {
    const event = super.marketFill(context);
    if (event?.status !== OrderStatus.Filled) return event;
    const { id, quantity } = context.order;
    const remaining = this.#remaining.get(id) ?? quantity.abs();
    const size = Decimal.min(remaining, this.#most);
    const left = remaining.minus(size);
    this.#remaining.set(id, left);
    const status = left.sign() > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Filled;
    const part = new OrderEvent(context.order, event.utcTimeMs, status, event.message);
    part.exactFillPrice = event.exactFillPrice;
    part.exactFillQuantity = quantity.sign() < 0 ? size.negated() : size;
    return part;
  }
}

/** Market orders fill at the open of the last bar. */
class OpenFillModel extends EquityFillModel implements FillModel {
  override marketFill(context: FillContext): OrderEvent | null {
    const event = super.marketFill(context);
    if (event?.status === OrderStatus.Filled) event.exactFillPrice = context.security.cache.exact(BarField.Open);
    return event;
  }
}

/** A model's name and parameters, as in `share:0.01:0.5`. */
class ModelText {
  readonly kind: string;
  readonly #parameters: readonly string[];

  constructor(text: string) {
    const [kind = '', ...parameters] = text.split(':');
    this.kind = kind;
    this.#parameters = parameters;
  }

  text(index: number): string {
    return this.#parameters[index] ?? '0';
  }

  decimal(index: number): Decimal {
    return Decimal.parse(this.text(index));
  }
}

function parse(text: string | undefined): ModelText {
  return new ModelText(text ?? '');
}
