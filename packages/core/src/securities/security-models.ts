import type {
  BuyingPowerModel,
  FeeModel,
  FillModel,
  MarginInterestRateModel,
  SettlementModel,
  ShortableProvider,
  SlippageModel,
} from './models/models.ts';

/** The replaceable models of a security. */
export interface SecurityModels {
  /** What a filled order costs. */
  readonly fee: FeeModel;
  /** Whether an order fills now, and at which price. */
  readonly fill: FillModel;
  /** By how much a fill is worse than the price. */
  readonly slippage: SlippageModel;
  /** What may be bought: margin, leverage. */
  readonly buyingPower: BuyingPowerModel;
  /** When the proceeds of a fill may be used. */
  readonly settlement: SettlementModel;
  /** How many units may be sold short. */
  readonly shortable: ShortableProvider;
  /** Interest on margin; null: none is charged. */
  readonly marginInterest: MarginInterestRateModel | null;
}
