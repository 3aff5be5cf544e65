import { Decimal } from '@lockstep/core';
import { jsonReply, malformed, refusalReply } from '../http/reply.ts';
import type { Route } from '../http/router.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import { stamp } from '../wire-times.ts';
import { buyingPowerOf, cashOf, equityOf, initialMarginOf, marketValuesOf } from './account-figures.ts';
import type { DayBefore } from './day-before.ts';

const CENTS = 2;
const MAINTENANCE = Decimal.fromParts(25, 2);

/** `/v2/account` and its configuration. */
export function accountRoutes(parts: DeskParts, dayBefore: DayBefore): Route[] {
  const configuration = new AccountConfiguration(parts);
  return [
    { method: 'GET', path: '/v2/account', answer: () => jsonReply(200, renderAccount(parts, dayBefore)) },
    {
      method: 'GET',
      path: '/v2/account/configurations',
      answer: () => jsonReply(200, configuration.render()),
    },
    {
      method: 'PATCH',
      path: '/v2/account/configurations',
      answer: ({ body }) => {
        if (typeof body !== 'object' || body === null) return refusalReply(malformed('request body format is invalid'));
        configuration.change(body as Record<string, unknown>);
        return jsonReply(200, configuration.render());
      },
    },
  ];
}

function renderAccount(parts: DeskParts, dayBefore: DayBefore): Record<string, unknown> {
  const { venue, account, ids, clock } = parts;
  const equity = equityOf(venue);
  const cash = cashOf(venue);
  const { long, short } = marketValuesOf(venue);
  const power = buyingPowerOf(parts);
  const maintenance = long.plus(short.abs()).times(MAINTENANCE);
  return {
    id: ids.uuid('account', account.accountNumber),
    account_number: account.accountNumber,
    status: account.status,
    crypto_status: account.status,
    currency: venue.cashBook.accountCurrency,
    buying_power: money(power),
    regt_buying_power: money(power),
    non_marginable_buying_power: money(cash),
    options_buying_power: money(cash),
    cash: cash.normalize().toString(),
    accrued_fees: '0',
    pending_transfer_in: '0',
    pending_transfer_out: '0',
    pending_reg_taf_fees: '0',
    portfolio_value: equity.normalize().toString(),
    equity: equity.normalize().toString(),
    last_equity: (dayBefore.equity ?? equity).normalize().toString(),
    long_market_value: long.normalize().toString(),
    short_market_value: short.normalize().toString(),
    initial_margin: money(initialMarginOf(venue)),
    maintenance_margin: money(maintenance),
    last_maintenance_margin: money(maintenance),
    sma: money(equity),
    multiplier: account.multiplier,
    balance_asof: stamp(clock.utcNow()).slice(0, 10),
    intraday_adjustments: '0',
    trading_blocked: account.tradingBlocked,
    transfers_blocked: account.transfersBlocked,
    account_blocked: account.accountBlocked,
    trade_suspended_by_user: account.tradeSuspendedByUser,
    shorting_enabled: account.shortingEnabled,
    options_approved_level: 0,
    options_trading_level: 0,
    created_at: stamp(0),
    ...dayTradeFields(parts, power),
  };
}

function dayTradeFields({ account }: DeskParts, power: Decimal): Record<string, unknown> {
  if (account.dayTradeFields === 'absent') return {};
  const isNull = account.dayTradeFields === 'null';
  return {
    pattern_day_trader: isNull ? null : false,
    daytrade_count: isNull ? null : 0,
    last_daytrade_count: isNull ? null : 0,
    daytrading_buying_power: isNull ? null : money(power),
    last_daytrading_buying_power: isNull ? null : money(power),
    bod_dtbp: isNull ? null : money(power),
  };
}

function money(amount: Decimal): string {
  return amount.round(CENTS).toString();
}

/** What the owner of an account has chosen. */
class AccountConfiguration {
  readonly #parts: DeskParts;
  readonly #chosen: Record<string, unknown> = {
    fractional_trading: true,
    max_margin_multiplier: '4',
    max_options_trading_level: null,
    ptp_no_exception_entry: false,
    trade_confirm_email: 'all',
    disable_overnight_trading: false,
  };

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  render(): Record<string, unknown> {
    const { account } = this.#parts;
    return { ...this.#chosen, no_shorting: !account.shortingEnabled, suspend_trade: account.tradeSuspendedByUser };
  }

  change(values: Readonly<Record<string, unknown>>): void {
    const { account } = this.#parts;
    for (const [name, value] of Object.entries(values)) {
      if (name === 'no_shorting') account.shortingEnabled = value !== true;
      else if (name === 'suspend_trade') account.tradeSuspendedByUser = value === true;
      else if (name in this.#chosen) this.#chosen[name] = value;
    }
  }
}
