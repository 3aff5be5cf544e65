import { forbidden, type Refusal, unprocessable } from '../http/reply.ts';
import type { Instrument } from '../market/instruments.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import type { OrderDraft } from '../orders/order-draft.ts';
import { bracketRefusal } from './bracket-rules.ts';
import { buyingPowerRefusal } from './buying-power-rule.ts';
import { fractionRefusal, minimumValueRefusal } from './fraction-rules.ts';
import { heldSharesRefusal, shortRefusal } from './position-rules.ts';
import { subPennyRefusal } from './price-rules.ts';
import { auctionRefusal, extendedHoursRefusal } from './session-rules.ts';
import { washTradeRefusal } from './wash-trade-rule.ts';

/** Why Alpaca does not take an order, or null. Rules that are switched off are not asked. */
export function orderRefusal(draft: OrderDraft, instrument: Instrument, parts: DeskParts): Refusal | null {
  const { rules } = parts;
  return (
    accountRefusal(parts) ??
    assetRefusal(draft, instrument) ??
    kindRefusal(draft, instrument) ??
    when(rules.fractions, () => fractionRefusal(draft, instrument, parts)) ??
    when(rules.extendedHours, () => extendedHoursRefusal(draft)) ??
    when(rules.auctionWindows, () => auctionRefusal(draft, instrument, parts)) ??
    when(rules.trailing, () => trailingRefusal(draft)) ??
    when(rules.brackets, () => bracketRefusal(draft, instrument)) ??
    when(rules.subPenny, () => subPennyRefusal(draft)) ??
    when(rules.minimumValue, () => minimumValueRefusal(draft, instrument)) ??
    when(rules.washTrades, () => washTradeRefusal(draft, instrument, parts)) ??
    when(rules.heldShares || rules.crossZero, () => heldSharesRefusal(draft, instrument, parts)) ??
    when(rules.shorting, () => shortRefusal(draft, instrument, parts)) ??
    when(rules.buyingPower, () => buyingPowerRefusal(draft, instrument, parts))
  );
}

function when(isOn: boolean, rule: () => Refusal | null): Refusal | null {
  return isOn ? rule() : null;
}

function accountRefusal({ account }: DeskParts): Refusal | null {
  if (account.tradeSuspendedByUser) return forbidden('new orders are rejected by user request');
  if (account.accountBlocked || account.tradingBlocked) return forbidden('trade is suspended');
  if (account.status !== 'ACTIVE') return forbidden(`account is not active: ${account.status}`);
  return null;
}

function assetRefusal({ symbol }: OrderDraft, { traits }: Instrument): Refusal | null {
  return traits.tradable ? null : unprocessable(`asset ${symbol} is not tradable`);
}

/** What an asset's class takes, and what the simulator does not have. */
function kindRefusal({ type, timeInForce, orderClass }: OrderDraft, { assetClass }: Instrument): Refusal | null {
  if (assetClass === 'crypto') {
    if (timeInForce !== 'gtc' && timeInForce !== 'ioc') return unprocessable('invalid crypto time_in_force');
    if (type === 'stop' || type === 'trailing_stop')
      return unprocessable(`invalid order type for crypto order: ${type}`);
    if (orderClass !== '' && orderClass !== 'simple') return unprocessable('crypto orders must be simple orders');
  }
  const isAuction = timeInForce === 'opg' || timeInForce === 'cls';
  if (isAuction && type !== 'market') {
    return unprocessable(`the simulator has no ${type} orders for the auctions; expected a market order`);
  }
  return null;
}

const LEAST_TRAIL_PERCENT = 0.1;

function trailingRefusal({ type, timeInForce, trailPercent, orderClass }: OrderDraft): Refusal | null {
  if (type !== 'trailing_stop') return null;
  if (timeInForce !== 'day' && timeInForce !== 'gtc')
    return unprocessable('trailing stop orders must be DAY or GTC orders');
  if (orderClass !== '' && orderClass !== 'simple') return unprocessable('trailing stop orders must be simple orders');
  const isLow = trailPercent !== null && trailPercent.toNumber() < LEAST_TRAIL_PERCENT;
  return isLow ? unprocessable(`trail_percent must be >= ${LEAST_TRAIL_PERCENT}`) : null;
}
