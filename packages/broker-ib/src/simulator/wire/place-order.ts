import { CONTRACT_QUERY } from './contract-fields.ts';

/** Number of the request that places an order, or changes one. */
export const PLACE_ORDER = 3;

/** Fields that are always there, up to the legs of combos; those after them follow in `BLOCKS`. */
const HEAD = [
  'orderId',
  ...CONTRACT_QUERY,
  'secIdType',
  'secId',
  'action',
  'totalQuantity',
  'orderType',
  'lmtPrice',
  'auxPrice',
  'tif',
  'ocaGroup',
  'account',
  'openClose',
  'origin',
  'orderRef',
  'transmit',
  'parentId',
  'blockOrder',
  'sweepToFill',
  'displaySize',
  'triggerMethod',
  'outsideRth',
  'hidden',
] as const;

type Fields = Readonly<Record<string, string | undefined>>;

/** Fields one after another; some are only there when an earlier one says so. */
interface Block {
  readonly when?: (fields: Fields) => boolean;
  readonly names: readonly string[];
  /** Pairs follow the last field, which counts them. */
  readonly pairs?: string;
}

const BLOCKS: readonly Block[] = [
  {
    names: [
      'sharesAllocation',
      'discretionaryAmt',
      'goodAfterTime',
      'goodTillDate',
      'faGroup',
      'faMethod',
      'faPercentage',
      'modelCode',
      'shortSaleSlot',
      'designatedLocation',
      'exemptCode',
      'ocaType',
      'rule80A',
      'settlingFirm',
      'allOrNone',
      'minQty',
      'percentOffset',
      'eTradeOnly',
      'firmQuoteOnly',
      'nbboPriceCap',
      'auctionStrategy',
      'startingPrice',
      'stockRefPrice',
      'delta',
      'stockRangeLower',
      'stockRangeUpper',
      'overridePercentageConstraints',
      'volatility',
      'volatilityType',
      'deltaNeutralOrderType',
      'deltaNeutralAuxPrice',
    ],
  },
  {
    when: ({ deltaNeutralOrderType }) => deltaNeutralOrderType !== '',
    names: [
      'deltaNeutralConId',
      'deltaNeutralSettlingFirm',
      'deltaNeutralClearingAccount',
      'deltaNeutralClearingIntent',
      'deltaNeutralOpenClose',
      'deltaNeutralShortSale',
      'deltaNeutralShortSaleSlot',
      'deltaNeutralDesignatedLocation',
    ],
  },
  {
    names: [
      'continuousUpdate',
      'referencePriceType',
      'trailStopPrice',
      'trailingPercent',
      'scaleInitLevelSize',
      'scaleSubsLevelSize',
      'scalePriceIncrement',
    ],
  },
  {
    when: ({ scalePriceIncrement }) => Number(scalePriceIncrement) > 0 && Number(scalePriceIncrement) < 1e300,
    names: [
      'scalePriceAdjustValue',
      'scalePriceAdjustInterval',
      'scaleProfitOffset',
      'scaleAutoReset',
      'scaleInitPosition',
      'scaleInitFillQty',
      'scaleRandomPercent',
    ],
  },
  { names: ['scaleTable', 'activeStartTime', 'activeStopTime', 'hedgeType'] },
  { when: ({ hedgeType }) => hedgeType !== '', names: ['hedgeParam'] },
  { names: ['optOutSmartRouting', 'clearingAccount', 'clearingIntent', 'notHeld', 'deltaNeutralContract'] },
  {
    when: ({ deltaNeutralContract }) => deltaNeutralContract === '1',
    names: ['deltaNeutralContractConId', 'deltaNeutralContractDelta', 'deltaNeutralContractPrice'],
  },
  { names: ['algoStrategy'] },
  { when: ({ algoStrategy }) => algoStrategy !== '', names: ['algoParamCount'], pairs: 'algoParam' },
  { names: ['algoId', 'whatIf', 'orderMiscOptions', 'solicited', 'randomizeSize', 'randomizePrice'] },
  {
    when: ({ orderType }) => orderType === 'PEG BENCH',
    names: ['referenceContractId', 'isPegDecrease', 'pegAmount', 'referenceChangeAmount', 'referenceExchangeId'],
  },
  { names: ['conditionCount'] },
];

/** Fields after the conditions, which are not read. */
const TAIL = [
  'adjustedOrderType',
  'triggerPrice',
  'lmtPriceOffset',
  'adjustedStopPrice',
  'adjustedStopLimitPrice',
  'adjustedTrailingAmount',
  'adjustableTrailingUnit',
  'extOperator',
  'softDollarName',
  'softDollarValue',
  'cashQty',
  'mifid2DecisionMaker',
  'mifid2DecisionAlgo',
  'mifid2ExecutionTrader',
  'mifid2ExecutionAlgo',
  'dontUseAutoPriceForHedge',
  'isOmsContainer',
  'discretionaryUpToLimitPrice',
  'usePriceMgmtAlgo',
  'duration',
  'postToAts',
  'autoCancelParent',
  'advancedErrorOverride',
  'manualOrderTime',
] as const;
const LAST = ['customerAccount', 'professionalCustomer', 'includeOvernight', 'manualOrderIndicator'] as const;

/** The fields of a PLACE_ORDER by their names. */
export type PlaceOrderFields = Readonly<Record<(typeof HEAD)[number], string>> & {
  readonly [name: string]: string | undefined;
};

/** Reads a PLACE_ORDER. Combos and orders with conditions are read up to there: they are refused. */
export function readPlaceOrder(message: readonly string[]): PlaceOrderFields {
  const values: Record<string, string | undefined> = {};
  let at = 1;
  const take = (names: readonly string[]): void => {
    for (const name of names) {
      values[name] = message[at] ?? '';
      at += 1;
    }
  };
  take(HEAD);
  if (values['secType'] === 'BAG') return values as PlaceOrderFields;
  for (const { when, names, pairs } of BLOCKS) {
    if (when !== undefined && !when(values)) continue;
    take(names);
    if (pairs === undefined) continue;
    const count = Math.min(Number(values[names.at(-1) ?? '']) || 0, message.length);
    for (let pair = 1; pair <= count; pair += 1) take([`${pairs}${pair}Tag`, `${pairs}${pair}Value`]);
  }
  if (Number(values['conditionCount']) > 0) return values as PlaceOrderFields;
  take(TAIL);
  if (values['exchange'] === 'IBKRATS') take(['minTradeQty']);
  if (!values['orderType']?.startsWith('PEG')) take(LAST);
  return values as PlaceOrderFields;
}
