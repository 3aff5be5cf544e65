/** Why a request was refused; LEAN's numbers. */
export const OrderResponseErrorCode = {
  None: 0,
  ProcessingError: -1,
  OrderAlreadyExists: -2,
  InsufficientBuyingPower: -3,
  BrokerageModelRefusedToSubmitOrder: -4,
  BrokerageFailedToSubmitOrder: -5,
  BrokerageFailedToUpdateOrder: -6,
  BrokerageHandlerRefusedToUpdateOrder: -7,
  BrokerageFailedToCancelOrder: -8,
  InvalidOrderStatus: -9,
  UnableToFindOrder: -10,
  OrderQuantityZero: -11,
  UnsupportedRequestType: -12,
  PreOrderChecksError: -13,
  MissingSecurity: -14,
  ExchangeNotOpen: -15,
  SecurityPriceZero: -16,
  ForexBaseAndQuoteCurrenciesRequired: -17,
  ForexConversionRateZero: -18,
  SecurityHasNoData: -19,
  ExceededMaximumOrders: -20,
  MarketOnCloseOrderTooLate: -21,
  InvalidRequest: -22,
  RequestCanceled: -23,
  AlgorithmWarmingUp: -24,
  BrokerageModelRefusedToUpdateOrder: -25,
  QuoteCurrencyRequired: -26,
  ConversionRateZero: -27,
  NonTradableSecurity: -28,
  NonExercisableSecurity: -29,
  OrderQuantityLessThanLotSize: -30,
  ExceedsShortableQuantity: -31,
  InvalidNewOrderStatus: -32,
  EuropeanOptionNotExpiredOnExercise: -33,
  OptionOrderOnStockSplit: -34,
  MarketOnOpenNotAllowedDuringRegularHours: -35,
  /** Ours: a limit of the risk gate refused the order. */
  RiskLimit: -100,
} as const;
export type OrderResponseErrorCode = (typeof OrderResponseErrorCode)[keyof typeof OrderResponseErrorCode];

/** Answer to a request: accepted for processing, or refused with a code and a reason. Never an exception. */
export class OrderResponse {
  static readonly UNPROCESSED: OrderResponse = new OrderResponse(0, 'The request has not been processed.');
  static readonly SUCCESS: OrderResponse = new OrderResponse(0, '');

  readonly errorCode: OrderResponseErrorCode;
  readonly errorMessage: string;

  constructor(errorCode: OrderResponseErrorCode, errorMessage: string) {
    this.errorCode = errorCode;
    this.errorMessage = errorMessage;
  }

  get isSuccess(): boolean {
    return this.errorCode === OrderResponseErrorCode.None && this !== OrderResponse.UNPROCESSED;
  }

  get isError(): boolean {
    return this.errorCode !== OrderResponseErrorCode.None;
  }

  get isProcessed(): boolean {
    return this !== OrderResponse.UNPROCESSED;
  }
}
