import { Decimal } from '@lockstep/core';
import type { Instrument } from '../contracts/instruments.ts';
import type { WireMessage } from '../wire/layout.ts';
import { OPEN_ORDER } from '../wire/order-messages.ts';
import type { DeskParts } from './desk-parts.ts';
import type { OrderTerms } from './order-terms.ts';
import { contractFields } from './order-wire.ts';
import { venueOrderOf } from './venue-handover.ts';

/** What an order would do to the account's margin, as an openOrder that is none. */
export function whatIfAnswer(
  terms: OrderTerms,
  orderId: number,
  instrument: Instrument,
  parts: DeskParts,
): WireMessage {
  const { venue, clock, zone, accounts } = parts;
  const { security, contract } = instrument;
  if (security === null) throw new TypeError('The venue does not trade the contract.');
  venue.portfolio.invalidate();
  const order = venueOrderOf(terms, { id: 0, security, timeMs: clock.utcNow(), zone });
  const { cashBook, portfolio } = venue;
  const equity = portfolio.exactTotalPortfolioValue;
  const before = portfolio.exactTotalMarginUsed;
  const fee = security.feeModel.getOrderFee(security, order);
  const price = terms.limitPrice ?? security.exactPrice;
  const value = security.holdings.quantityValue(order.quantity, price).abs();
  const change = value.dividedBy(security.buyingPowerModel.getLeverage(security));
  const isClosing = security.holdings.exactQuantity.sign() === -order.quantity.sign();
  const marginChange = isClosing ? Decimal.min(change, before).negated() : change;
  const cost = fee.amount.isZero() ? Decimal.ZERO : cashBook.convertToAccountCurrency(fee.amount, fee.currency);
  return OPEN_ORDER.write({
    ...contractFields(contract, terms.fields.exchange),
    orderId,
    action: terms.side,
    totalQuantity: terms.quantity,
    orderType: terms.orderType,
    lmtPrice: terms.limitPrice ?? '0.0',
    auxPrice: terms.auxPrice ?? '0.0',
    tif: terms.tif,
    account: accounts[0],
    orderRef: terms.orderRef,
    whatIf: true,
    status: 'PreSubmitted',
    initMarginBefore: before,
    maintMarginBefore: before,
    equityWithLoanBefore: equity,
    initMarginChange: marginChange,
    maintMarginChange: marginChange,
    equityWithLoanChange: cost.negated(),
    initMarginAfter: before.plus(marginChange),
    maintMarginAfter: before.plus(marginChange),
    equityWithLoanAfter: equity.minus(cost),
    commission: fee.amount,
    commissionCurrency: contract.currency,
  });
}
